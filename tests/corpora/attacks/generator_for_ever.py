"""Success: an iterator without end is consumed by the grader."""
# %% f
def f(x):
    while True:
        yield 1.0
