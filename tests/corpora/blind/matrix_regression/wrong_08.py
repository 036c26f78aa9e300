# wrong: fit: one loss too many, the one after the last update included
# all else: right_10
# %% fit
def fit(X, Y, eta, iterations):
    W = np.zeros((X.shape[1], 1))
    losses = [loss(X, Y, W)]
    for _ in range(iterations):
        W = update(W, gradient(X, Y, W), eta)
        losses.append(loss(X, Y, W))
    return W, np.array(losses)
