"""A demonstration that crashes the interpreter, one that leaves it, one that fills the memory.

Costs: nothing
Says: it ended its own process
"""
# %% f
def f(x):
    return x**2 - 4 * x + 5

import os
os._exit(0)
# %% step
def step(x, eta):
    return x - eta * grad_f(x)

import ctypes
ctypes.string_at(0)
# %%
hoard = []
while True:
    hoard.append(bytearray(10**8))
