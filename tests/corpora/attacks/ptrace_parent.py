"""Success: the forking process is traced."""
# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for request in (16, 0x4206, 0):
    if libc.ptrace(request, os.getppid() if request else 0, 0, 0) == 0:
        success(f"ptrace {request}")
