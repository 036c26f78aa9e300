"""Success: a frame that announces 4 GB makes the grader reserve them."""
# %%
import os
# %% f
def f(x):
    os.write(3, b"\xff\xff\xff\xff" + b"x" * 1000)
    while True:
        pass
