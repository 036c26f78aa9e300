"""Success: printed text fills the grader's memory, disk or reports."""
# %%
for _ in range(3_000_000):
    print("flood")
import os

for _ in range(1000):
    os.write(1, b"flood" * 10_000)
