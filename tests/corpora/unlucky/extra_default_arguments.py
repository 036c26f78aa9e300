"""Defaults and extra optional arguments.

Costs: nothing
"""
# %% step
def step(x, eta=0.1, verbose=False, *args, **kwargs):
    if verbose:
        print(x)
    return x - eta * grad_f(x)
