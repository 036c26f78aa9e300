"""Success: scores or derived answers that the grader keeps on disk are read."""
# %%
import os

for folder in ("results", "answers"):
    success(os.listdir(f"{COURSE}/.autograder/{folder}"))
