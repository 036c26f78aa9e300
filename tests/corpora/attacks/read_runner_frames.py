"""Success: the frames above a student's function hold an expected value or a path to one."""
# %% f
def f(x):
    import sys

    frame = sys._getframe()
    while frame is not None:
        for scope in (frame.f_locals, frame.f_globals):
            for name, value in list(scope.items()):
                if name in ("expected", "reference", "solution", "answers", "seed"):
                    success(f"{name} in a frame")
        frame = frame.f_back
    return 0.0
