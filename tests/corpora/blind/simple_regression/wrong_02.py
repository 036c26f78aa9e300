# wrong: loss: 1/N in place of 1/(2N)
# all else: right_01
# %% loss
def loss(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> float:
    e = predict(X, w, b) - y
    return np.sum(e**2) / len(y)
