# wrong: predict: uses the first descriptor only, right for d = 1
# all else: right_08
# %% predict
def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    return X[:, 0] * w[0] + b
