"""The value of a helper under the helper's name, which a function reads: it stays.

Costs: nothing
"""
# %%
def four():
    return 4
four = four()
# %% f
def f(x):
    return x**2 - four * x + 5
