"""Success: a folder whose path is too long escapes the limit."""
# %%
import os
# %% f
def f(x):
    for i in range(10_000):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
        with open("x", "wb") as file:
            file.write(bytes(10**6))
    success("10 GB on disk")
