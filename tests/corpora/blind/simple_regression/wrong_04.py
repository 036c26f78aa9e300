# wrong: gradients: error as y - ŷ, both signs turned
# all else: right_07
# %% gradients
def gradients(X, y, w, b):
    errors = y - (X @ w + b)
    N = errors.size
    dw = X.T @ errors / N
    db = errors.sum() / N
    return dw, db
