"""A helper in a cell of its own, above.

Costs: nothing
"""
# %%
def square(value):
    return value * value
# %% f
def f(x):
    return square(x) - 4 * x + 5
