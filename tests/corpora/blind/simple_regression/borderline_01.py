# borderline: fit: losses returned as a list
# all else: right_01
# %% fit
def fit(X, y, eta, epochs):
    w = np.zeros(X.shape[1])
    b = 0.0
    losses = []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        w, b = update(w, b, *gradients(X, y, w, b), eta)
    return w, b, losses
