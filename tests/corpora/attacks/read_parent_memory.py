"""Success: the memory of the forking process or of the grader is read."""
# %%
import os

for pid in {os.getppid(), 1, *range(max(1, os.getpid() - 40), os.getpid())}:
    for name in ("mem", "maps", "auxv", "environ", "cmdline"):
        try:
            data = open(f"/proc/{pid}/{name}", "rb").read(10)
        except OSError:
            continue
        success(f"/proc/{pid}/{name}: {data!r}")
