"""Constants as globals, used in the functions.

Costs: nothing
"""
# %%
A, B, C = 1, -4, 5
# %% f
def f(x):
    return A * x**2 + B * x + C
