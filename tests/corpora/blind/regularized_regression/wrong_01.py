# wrong: predict: bias added to the first sample only
# all else: right_08
# %% predict
def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    out = np.asarray(X, dtype=float) @ _col(w)
    out[0] += b
    return out
