# borderline: fit: losses returned as a list
# %% design_matrix
def design_matrix(x: np.ndarray) -> np.ndarray:
    """The input matrix of one descriptor with its bias column."""
    return np.column_stack([x, np.ones(len(x))])


# %% predict
def predict(X: np.ndarray, W: np.ndarray) -> np.ndarray:
    return X @ W


# %% loss
def loss(X: np.ndarray, Y: np.ndarray, W: np.ndarray) -> float:
    E = Y - predict(X, W)
    return np.sum(E**2) / (2 * len(Y))


# %% gradient
def gradient(X: np.ndarray, Y: np.ndarray, W: np.ndarray) -> np.ndarray:
    E = Y - predict(X, W)
    return -X.T @ E / len(Y)


# %% update
def update(W: np.ndarray, gradient: np.ndarray, eta: float) -> np.ndarray:
    return W - eta * gradient


# %% fit
def fit(X, Y, eta, iterations):
    W = np.zeros((X.shape[1], 1))
    losses = []
    for _ in range(iterations):
        losses.append(loss(X, Y, W))
        W = update(W, gradient(X, Y, W), eta)
    return W, losses


# %% plot_fit
def plot_fit(X, Y, W):
    fig, ax = plt.subplots()
    ax.scatter(X[:, 0], Y[:, 0], label="materials")
    ax.plot(X[:, 0], predict(X, W)[:, 0], color="tab:red", label="fit")
    ax.set_xlabel("$X_1$ (atoms/nm³)")
    ax.set_ylabel("$Y$ (GPa)")
    ax.set_title("Linear regression")
    ax.legend()
    return ax


# %% plot_loss
def plot_loss(losses):
    fig, ax = plt.subplots()
    ax.plot(np.arange(len(losses)), losses)
    ax.set_xlabel("iteration")
    ax.set_ylabel("J (GPa²)")
    ax.set_title("Loss")
    return ax
