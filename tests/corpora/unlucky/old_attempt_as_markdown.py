"""An old attempt, kept as Markdown; the right one in a cell of one's own.

Costs: nothing
"""
# %% f [markdown]
def f(x):
    return 0
# %%
def f(x):
    return x**2 - 4 * x + 5
