"""Success: the real package is imported."""
# %%
import sys

sys.meta_path[:] = [f for f in sys.meta_path if type(f).__module__ in ("builtins", "abc")]
for name in [n for n in sys.modules if n.startswith("autograder")]:
    del sys.modules[name]
sys.path[:0] = [COURSE, PACKAGE]
try:
    from autograder.assignments import gradient_descent_1d
except Exception:
    pass
else:
    if hasattr(gradient_descent_1d, "__file__"):
        success(gradient_descent_1d.__file__)
