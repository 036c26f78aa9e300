# borderline: fit: losses returned as a list
# all else: right_01
# %% fit
def fit(X, Y, eta, iterations):
    W = np.zeros((X.shape[1], 1))
    losses = []
    for _ in range(iterations):
        losses.append(loss(X, Y, W))
        W = update(W, gradient(X, Y, W), eta)
    return W, losses
