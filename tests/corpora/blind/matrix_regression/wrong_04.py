# wrong: loss: divides by the number of columns of X, not by N
# all else: right_08
# %% loss
def loss(X: np.ndarray, Y: np.ndarray, W: np.ndarray) -> float:
    E = Y - X @ W
    return float(np.sum(E**2) / (2 * X.shape[1]))
