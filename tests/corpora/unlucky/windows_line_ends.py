"""CRLF line ends, as Windows writes them. The test adds them to every cell.

Costs: nothing
"""
# %% f
def f(x):
    return x**2 - 4 * x + 5
