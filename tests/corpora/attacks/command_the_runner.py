"""Success: a line that is printed is a command to the runner of a job."""
# %%
raise ValueError("no\n::error::it was the grader\n" + "x" * 60 + " ::stop-commands::x ##[add-mask]0")
# %% f
def f(x):
    raise ValueError("\n::add-mask::1\n##[error]it was the grader")
# %% grad_f
def grad_f(x):
    raise type("::error::", (Exception,), {})("::warning::x")
