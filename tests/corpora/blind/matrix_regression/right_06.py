# %% design_matrix
def design_matrix(x):
    return np.vander(x, 2).astype(float)


# %% predict
def predict(X, W):
    return np.einsum("ij,jk->ik", X, W)


# %% loss
def loss(X, Y, W):
    E = Y - predict(X, W)
    return np.einsum("ij,ij->", E, E) / (2 * X.shape[0])


# %% gradient
def gradient(X, Y, W):
    E = Y - predict(X, W)
    return -np.einsum("ni,nk->ik", X, E) / X.shape[0]


# %% update
def update(W, gradient, eta):
    return np.subtract(W, np.multiply(eta, gradient))


# %% fit
def fit(X, Y, eta, iterations):
    # constant matrices outside the loop
    N = X.shape[0]
    XtX = np.einsum("ni,nj->ij", X, X)
    XtY = np.einsum("ni,nk->ik", X, Y)
    W = np.zeros_like(XtY, dtype=float)
    losses = np.zeros(iterations)
    for t in range(iterations):
        losses[t] = loss(X, Y, W)
        W = W - eta / N * (XtX @ W - XtY)
    return W, losses


# %% plot_fit
def plot_fit(X, Y, W):
    ax = plt.figure().gca()
    order = np.argsort(X[:, 0])
    ax.plot(X[order, 0], np.einsum("ij,jk->i", X[order], W), label="fit")
    ax.plot(X[:, 0], Y[:, 0], ls="none", marker="o", label="data")
    plt.setp(ax, xlabel="x (atoms/nm³)", ylabel="y (GPa)", title="fit")
    ax.legend()
    return ax


# %% plot_loss
def plot_loss(losses):
    ax = plt.figure().gca()
    ax.plot(np.arange(losses.shape[0]), losses)
    plt.setp(ax, xlabel="iteration", ylabel="J (GPa²)", title="loss")
    return ax
