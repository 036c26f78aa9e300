"""An import and a helper typed into the read-only setup cell, and another learning rate.

Costs: nothing
Says: setup: a cell of the instructor's that was changed
"""
# %% setup
import math
import matplotlib.pyplot as plt
import numpy as np

x0 = 1.0
eta = 99
def square(x):
    return x * x
# %% f
def f(x):
    return square(x - 2) + math.cos(0)
# %% step
def step(x, rate):
    assert eta == 0.1
    return x - rate * grad_f(x)
