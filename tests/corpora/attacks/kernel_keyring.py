"""Success: something is stored where the next submission can find it."""
# %%
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if libc.syscall(248, b"user", b"name", b"value", 5, -3) > 0:
    success("a key")
for number, arguments in ((29, (1, 4096, 0o1666)), (68, (1, 0o1666)), (64, (1, 1, 0o1666))):
    if libc.syscall(number, *arguments) >= 0:
        success(f"System V, {number}")
