# borderline: gradients: dw += ... : right for floats, fails where X, y, w are all integer arrays
# all else: right_07
# %% gradients
def gradients(X, y, w, b, lam, penalty):
    errors = y - (X @ w + b)
    dw = -X.T @ errors
    if penalty == "L1":
        dw += lam * np.sign(w)
    elif penalty == "L2":
        dw += lam * w
    return dw, -errors.sum()
