"""os._exit, copied from somewhere, in one function.

Costs: plot_descent
Says: ended its own process
"""
# %% plot_descent
import os

def plot_descent(points):
    os._exit(1)
