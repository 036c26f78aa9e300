"""Success: an inherited descriptor leads to something of the grader's."""
# %%
import os

for descriptor in range(4, 1024):
    try:
        found = os.fstat(descriptor)
    except OSError:
        continue
    success(f"descriptor {descriptor}: {found}")
