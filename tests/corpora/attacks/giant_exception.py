"""Success: the text of an exception fills the reports."""
# %% f
def f(x):
    raise ValueError("B" * 10**7)
