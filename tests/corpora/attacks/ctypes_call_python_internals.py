"""Success: C code reaches what the system-call filter refuses to Python."""
# %%
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if libc.socket(2, 1, 0) >= 0:
    success("socket by ctypes")
if libc.fork() == 0:
    libc._exit(0)
for number in (57, 56, 435, 41, 425, 321, 323, 101, 310, 311, 248, 319):
    if libc.syscall(number, 0, 0, 0, 0, 0, 0) > 0:
        success(f"system call {number}")
