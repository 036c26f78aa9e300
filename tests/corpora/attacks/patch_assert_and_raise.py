"""Success: an excepthook or a tracer turns a failure into a pass."""
# %%
import sys

sys.excepthook = lambda *a: None
sys.settrace(lambda frame, event, arg: None)
sys.setprofile(lambda frame, event, arg: None)
# %% f
def f(x):
    return None
