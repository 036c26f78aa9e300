# wrong: gradients: compares with "l1" and "l2" in small letters, so no penalty ever
# all else: right_05
# %% gradients
def gradients(X, y, w, b, lam, penalty):
    e = y - (X @ w + b)
    dw = -X.T @ e
    if penalty == "l1":
        dw = dw + lam * np.sign(w)
    elif penalty == "l2":
        dw = dw + lam * w
    return dw, -float(np.sum(e))
