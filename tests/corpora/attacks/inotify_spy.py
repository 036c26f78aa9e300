"""Success: what happens to other students' files is watched."""
# %%
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
descriptor = libc.inotify_init1(0)
if descriptor >= 0 and libc.inotify_add_watch(descriptor, COURSE.encode(), 0xFFF) >= 0:
    success("a watch")
