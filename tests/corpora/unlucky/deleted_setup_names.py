"""Names of the setup cell deleted or overwritten in an extra cell at the end.

Costs: nothing
"""
# %% f
def f(x):
    return x**2 - 4 * x + 5
# %%
del x0, tolerance
eta = "a text now"
