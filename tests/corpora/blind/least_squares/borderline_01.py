# borderline: estimates: equal x found by denominator == 0, as the text says; rounding spoils it for e.g. x = 0.1, 0.1, 0.1
# all else: right_01
# %% estimates
def estimates(x, y):
    n = len(x)
    denominator = np.sum(x**2) - n * x.mean() ** 2
    if denominator == 0:
        raise ValueError("all x are equal")
    beta1 = (np.sum(x * y) - n * x.mean() * y.mean()) / denominator
    beta0 = y.mean() - beta1 * x.mean()
    return beta0, beta1
