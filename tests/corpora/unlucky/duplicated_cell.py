"""The same cell twice; the later one counts.

Costs: nothing
"""
# %% f
def f(x):
    return x**2 - 4 * x + 5
# %%
def f(x):
    return x**2 - 4 * x + 5
