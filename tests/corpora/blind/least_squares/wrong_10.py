# wrong: centered_estimates: refuses a small spread too (np.allclose as the test), e.g. x around 1e-9 or 3000 with spread 0.01
# all else: right_10
# %% centered_estimates
def centered_estimates(x, y):
    if np.allclose(x, x[0]):
        raise ValueError("singular")
    dx = x - np.mean(x)
    slope = np.sum(dx * (y - np.mean(y))) / np.sum(dx**2)
    return np.mean(y) - slope * np.mean(x), slope
