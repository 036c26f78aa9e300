"""Success: a shared library can be loaded from outside the libraries' folders."""
# %%
import ctypes

ctypes.CDLL(CANARY)
success("loaded")
