"""Success: a folder that can be written to and not listed escapes the limit."""
# %%
import os
os.mkdir("hidden", 0o300)
# %% f
def f(x):
    for i in range(10_000):
        with open(f"hidden/{i}", "wb") as file:
            file.write(bytes(10**6))
    success("10 GB on disk")
