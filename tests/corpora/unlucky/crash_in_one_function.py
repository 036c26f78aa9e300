"""Recursion without end in one function.

Costs: plot_descent
Says: RecursionError
"""
# %% plot_descent
def plot_descent(points):
    return plot_descent(points)
