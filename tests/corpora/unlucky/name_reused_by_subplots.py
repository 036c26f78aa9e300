"""`f` for a figure, in the last cell.

Costs: nothing
Says: the name f is used here again for something else; the grade uses what it meant before
"""
# %% f
def f(x):
    return x**2 - 4 * x + 5
# %%
f, axes = plt.subplots(1, 2)
