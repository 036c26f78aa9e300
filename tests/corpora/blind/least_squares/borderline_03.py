# borderline: derivatives: returns an array of shape (2,), not a tuple
# all else: right_03
# %% derivatives
def derivatives(x, y, beta0, beta1):
    rest = y - beta0 - beta1 * x
    return -2 * np.array([rest.sum(), x @ rest])
