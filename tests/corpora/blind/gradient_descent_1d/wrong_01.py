# wrong: f: works for one number only, arrays fail
# all else: right_02
# %% f
def f(x):
    import math

    return math.pow(x, 2) - 4 * float(x) + 5
