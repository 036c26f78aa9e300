"""A module beside the notebook with a loop that does not end.

Costs: nothing
Says: still running after
"""
# %% beside playing.py
while True:
    pass
# %% f
import playing

def f(x):
    return x**2 - 4 * x + 5
