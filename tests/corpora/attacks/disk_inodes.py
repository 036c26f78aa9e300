"""Success: empty files without end use up the file system's table."""
# %%
import os
import time

for number in range(100_000):
    os.mkdir(f"folder-{number}")
time.sleep(0.2)
success("100,000 folders")
