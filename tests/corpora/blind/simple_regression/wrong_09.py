# wrong: fit: sequential update, b moves with the new w
# all else: right_04
# %% fit
def fit(X, y, eta, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        w = w - eta * gradients(X, y, w, b)[0]
        b = b - eta * gradients(X, y, w, b)[1]
    return w, b, np.array(losses)
