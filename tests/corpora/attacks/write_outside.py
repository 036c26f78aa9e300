"""Success: a file is written anywhere outside."""
# %%
import os
import tempfile

for folder in (OUTSIDE, COURSE, "/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~root"), "..", "/"):
    try:
        open(folder + "/attack-was-here", "w").write("x")
    except OSError:
        continue
    success(folder)
