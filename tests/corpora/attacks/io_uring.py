"""Success: io_uring does the system calls that are refused."""
# %%
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
parameters = ctypes.create_string_buffer(256)
if libc.syscall(425, 8, parameters) >= 0:
    success("an io_uring")
