# wrong: fit: gradients computed once, before the loop
# all else: right_02
# %% fit
def fit(X, y, eta, epochs):
    w = np.zeros(X.shape[1])
    b = 0.0
    losses = np.zeros(epochs)
    dw, db = gradients(X, y, w, b)
    for k in range(epochs):
        losses[k] = loss(X, y, w, b)
        w, b = update(w, b, dw, db, eta)
    return w, b, losses
