"""Success: the process makes itself readable, so that a sibling can look into it."""
# %%
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if libc.prctl(4, 1, 0, 0, 0) == 0:
    success("dumpable")
if libc.prctl(1, 0, 0, 0, 0) == 0:
    success("outlives its parent")
