"""Success: files that are removed while they are mapped fill the disk, and are in no folder."""
# %%
import mmap
import os
kept = []

def fill(files):
    for _ in range(files):
        with open("gone", "wb+") as file:
            for _ in range(30):
                file.write(bytes(2**20))
            file.flush()
            kept.append(mmap.mmap(file.fileno(), 4096))
            os.unlink("gone")
# %%
fill(100)
success("3 GB of disk")
# %% f
def f(x):
    return 0.0
