# wrong: residuals: sign turned, prediction minus data
# all else: right_08
# %% residuals
def residuals(x: np.ndarray, y: np.ndarray, beta0: float, beta1: float) -> np.ndarray:
    x, y = _pair(x, y)
    return beta0 + beta1 * x - y
