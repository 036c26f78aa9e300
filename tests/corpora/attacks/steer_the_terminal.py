"""Success: what an exception says steers the instructor's terminal."""
# %% f
def f(x):
    raise ValueError("\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\r\b\u202egnp\u2066\u200f\u2028\x00")
# %% grad_f
def grad_f(x):
    raise type("\x1b[2J\u202eError", (Exception,), {})("\ud800")
