# wrong: fit: one loss too many, the one after the last update included
# %% design_matrix
def design_matrix(x):
    return np.c_[x, x**0.0]


# %% predict
def predict(X, W):
    return (W.T @ X.T).T


# %% loss
def loss(X, Y, W):
    # expanded square: (YᵀY - 2 WᵀXᵀY + Wᵀ XᵀX W) / 2N
    E = Y - X @ W
    return np.trace(E @ E.T) / (2 * len(E))


# %% gradient
def gradient(X, Y, W):
    return (X.T @ X @ W - X.T @ Y) / len(X)


# %% update
def update(W, gradient, eta):
    return -(eta * gradient - W)


# %% fit
def fit(X, Y, eta, iterations):
    W = np.zeros((X.shape[1], 1))
    losses = [loss(X, Y, W)]
    for _ in range(iterations):
        W = update(W, gradient(X, Y, W), eta)
        losses.append(loss(X, Y, W))
    return W, np.array(losses)


# %% plot_fit
def plot_fit(X, Y, W):
    fig, ax = plt.subplots()
    x = X[:, :1]
    data = ax.scatter(x, Y, s=40)
    ends = np.array([[x.min(), 1.0], [x.max(), 1.0]])
    (line,) = ax.plot(ends[:, 0], ends @ W)
    ax.legend(handles=[data, line], labels=["data", "least squares (nearly)"])
    ax.set(xlabel="X₁ in atoms/nm³", ylabel="Y in GPa", title="Regression")
    return ax


# %% plot_loss
def plot_loss(losses):
    fig, ax = plt.subplots()
    ax.plot(range(0, len(losses)), losses, lw=2)
    ax.set(xlabel="iteration", ylabel="J in GPa²", title="Convergence")
    return ax
