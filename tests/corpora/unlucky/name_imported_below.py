"""A star import below the functions that brings a `step` of its own.

Costs: nothing
Says: the function step was graded
"""
# %% f
def f(x):
    return x**2 - 4 * x + 5
# %%
from pylab import *
