"""A star import below the functions that brings a `step` of its own.

Costs: nothing
Says: the name step is used here again for something else; the grade uses what it meant before
"""
# %% f
def f(x):
    return x**2 - 4 * x + 5
# %%
from pylab import *
