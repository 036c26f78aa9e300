"""A helper module written by a magic and imported then.

Costs: nothing
"""
# %%
%%writefile my_module.py
def square(value):
    return value * value
# %%
from my_module import square
# %% f
def f(x):
    return square(x) - 4 * x + 5
