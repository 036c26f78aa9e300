"""The function itself is in a module; in the notebook only its import, below the stub.

Costs: nothing
"""
# %% beside my_answers.py
def f(x):
    return x**2 - 4 * x + 5

def grad_f(x):
    return 2 * x - 4
# %% f
def f(x):
    raise NotImplementedError("not written yet")
# %%
from my_answers import f
# %% grad_f
from my_answers import *
