"""%%time on a solution cell.

Costs: nothing
"""
# %% f
%%time
def f(x):
    return x**2 - 4 * x + 5
