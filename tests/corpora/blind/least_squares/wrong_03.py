# wrong: derivatives: slope first, intercept second
# all else: right_07
# %% derivatives
def derivatives(x, y, beta0, beta1):
    difference = y - beta0 - beta1 * x
    return -2 * (x * difference).sum(), -2 * difference.sum()
