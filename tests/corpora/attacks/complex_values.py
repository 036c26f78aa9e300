"""Success: complex values are compared by their parts that happen to fit."""
# %% f
def f(x):
    return x * 1j
