"""Success: a file that never had a name takes room in no folder."""
# %%
import os
os.open(".", os.O_TMPFILE | os.O_RDWR, 0o600)
success("a file without a name")
# %% f
def f(x):
    return 0.0
