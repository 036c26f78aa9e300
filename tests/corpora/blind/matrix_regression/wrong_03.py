# wrong: loss: returns a 1x1 matrix
# all else: right_07
# %% loss
def loss(X, Y, W):
    errors = Y - X @ W
    N = Y.shape[0]
    return 1 / (2 * N) * (errors.T @ errors)
