"""Success: the grader's environment is seen."""
# %%
import os

if SECRET_PART in str(dict(os.environ)) or "AUTOGRADER_SEED" in os.environ:
    success(dict(os.environ))
for pid in ("self", str(os.getppid()), "1"):
    try:
        data = open(f"/proc/{pid}/environ", "rb").read()
    except OSError:
        continue
    success(data)
