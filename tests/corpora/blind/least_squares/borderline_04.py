# borderline: centered_estimates: denominator == 0 in the centred form; the mean of equal x can be off by rounding
# all else: right_02
# %% centered_estimates
def centered_estimates(x, y):
    dx = x - x.mean()
    denominator = np.sum(dx**2)
    if denominator == 0:
        raise ValueError("all x are equal")
    slope = np.sum(dx * (y - y.mean())) / denominator
    return y.mean() - slope * x.mean(), slope
