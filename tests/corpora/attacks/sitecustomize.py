"""Success: a module written now is imported by the next interpreter."""
# %%
import site
import sys

for folder in [*sys.path, *site.getsitepackages(), COURSE, PACKAGE]:
    for name in ("sitecustomize.py", "usercustomize.py", "numpy.py", "x.pth"):
        if folder:
            try:
                open(f"{folder}/{name}", "a").write("import os")
            except OSError:
                continue
            success(f"{folder}/{name}")
