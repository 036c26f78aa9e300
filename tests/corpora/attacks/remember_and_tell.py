"""Success: a function remembers what it was asked, and tells unseen arguments in a message."""
# %%
seen = []
# %% f
def f(x):
    seen.append(repr(x))
    raise ValueError("; ".join(seen[-4:]))
