# wrong: derivatives: minus sign missing
# all else: right_02
# %% derivatives
def derivatives(x, y, beta0, beta1):
    d0 = 0.0
    d1 = 0.0
    for i in range(len(x)):
        r = y[i] - beta0 - beta1 * x[i]
        d0 = d0 + 2 * r
        d1 = d1 + 2 * x[i] * r
    return d0, d1
