"""Success: a slope is taken from the right function that is lent in place of one of no worth."""
# %% f
def f(x):
    return 0 * x
# %% grad_f
def grad_f(x):
    return (f(x + 1.0) - f(x - 1.0)) / 2
