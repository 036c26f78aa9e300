"""Success: a crash of the interpreter takes more along than itself."""
# %%
import ctypes
# %% f
def f(x):
    ctypes.memset(0, 0, 1)
