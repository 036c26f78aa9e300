"""Success: something runs after the grader thinks that it is over."""
# %%
import atexit
import weakref


class Later:
    def __del__(self):
        open(OUTSIDE + "/from-del", "w").write("x")


def later():
    open(OUTSIDE + "/from-atexit", "w").write("x")


atexit.register(later)
keep = Later()
weakref.finalize(keep, later)
