"""Success: another process's memory is read by a system call of its own."""
# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


class Part(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("size", ctypes.c_size_t)]


buffer = ctypes.create_string_buffer(64)
mine = Part(ctypes.addressof(buffer), 64)
theirs = Part(0x400000, 64)
for pid in (os.getppid(), os.getpid() - 1):
    if libc.process_vm_readv(pid, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0) > 0:
        success(buffer.raw)
