"""A helper written by one cell, run by another, imported by a third.

Costs: nothing
"""
# %%
%%writefile my_slope.py
SLOPE = 2
# %%
%%writefile -a my_slope.py
OFFSET = -4
# %%
%run my_slope.py
# %% grad_f
from my_slope import OFFSET

def grad_f(x):
    return SLOPE * x + OFFSET
