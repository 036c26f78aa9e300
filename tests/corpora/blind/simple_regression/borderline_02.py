# borderline: gradients: the pair returned as a list
# all else: right_02
# %% gradients
def gradients(X, y, w, b):
    e = X @ w + b - y
    return [X.T @ e / len(y), np.mean(e)]
