"""A helper in a cell below the function that uses it.

Costs: nothing
"""
# %% f
def f(x):
    return square_later(x) - 4 * x + 5
# %%
def square_later(value):
    return value * value
