# borderline: step: in-place on point.copy(): right for floats, fails for an integer array
# all else: right_02
# %% step
def step(point, eta, a):
    new = point.copy()
    new -= eta * grad_f(point[0], point[1], a)
    return new
