# %% predict
def predict(X, w, b):
    return np.einsum("nd,d->n", X, w) + b


# %% loss
def loss(X, y, w, b):
    e = np.subtract(y, predict(X, w, b))
    return np.einsum("n,n->", e, e) / (2.0 * X.shape[0])


# %% gradients
def gradients(X, y, w, b):
    e = predict(X, w, b) - y
    return np.einsum("n,nd->d", e, X) / X.shape[0], np.einsum("n->", e) / X.shape[0]


# %% update
def update(w, b, dw, db, eta):
    return np.subtract(w, eta * dw), b - eta * db


# %% fit
def fit(X, y, eta, epochs):
    # bias as one more column, split off at the end
    N, d = X.shape
    A = np.hstack([X, np.ones((N, 1))])
    v = np.zeros(d + 1)
    losses = np.zeros(epochs)
    for k in range(epochs):
        e = A @ v - y
        losses[k] = np.dot(e, e) / (2 * N)
        v = v - eta / N * np.matmul(A.T, e)
    return v[:d], v[d], losses


# %% plot_fit
def plot_fit(X, y, w, b):
    ax = plt.figure(figsize=(5, 5)).gca()
    order = np.argsort(X[:, 0])
    ax.plot(X[order, 0], predict(X[order], w, b), lw=2, label="model")
    ax.plot(X[:, 0], y, ls="", marker="o", label="measured")
    ax.set(title="Fit", xlabel="x", ylabel="y")
    ax.legend(frameon=False)
    return ax


# %% plot_loss
def plot_loss(losses):
    ax = plt.figure().gca()
    ax.plot(np.arange(losses.size), losses, lw=1)
    ax.set(title="Loss", xlabel="epoch", ylabel="L")
    ax.set_yscale("log")
    return ax
