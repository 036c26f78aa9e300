"""Success: an exception whose own text raises ends the process that reports it."""
# %% f
class Bad(Exception):
    def __str__(self):
        raise SystemExit

    __repr__ = __str__


def f(x):
    raise Bad
