"""Success: a text of a gigabyte arrives at the grader."""
# %% f
def f(x):
    return "A" * 10**9
