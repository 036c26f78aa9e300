# wrong: gradient: minus sign missing
# all else: right_03
# %% gradient
def gradient(X: np.ndarray, Y: np.ndarray, W: np.ndarray) -> np.ndarray:
    n = Y.shape[0]
    return X.T @ (Y - X @ W) / n
