"""`f` for a figure, in the last cell.

Costs: nothing
Says: the function f was graded
"""
# %% f
def f(x):
    return x**2 - 4 * x + 5
# %%
f, axes = plt.subplots(1, 2)
