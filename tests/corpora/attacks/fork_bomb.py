"""Success: processes multiply."""
# %%
import os

for _ in range(100):
    if os.fork() == 0:
        while True:
            pass
success("forked")
