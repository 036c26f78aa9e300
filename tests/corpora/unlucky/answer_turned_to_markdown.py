"""Solution cells turned to Markdown and to raw text by a slip of the finger.

Costs: nothing
Says: f: a function in a cell that is no code cell
"""
# %% f [markdown]
def f(x):
    return x**2 - 4 * x + 5
# %% grad_f [raw]
def grad_f(x):
    return 2 * x - 4
