# wrong: f: mixed term xy dropped
# all else: right_08
# %% f
def f(x, y, a):
    return x**2 + a * y**2
