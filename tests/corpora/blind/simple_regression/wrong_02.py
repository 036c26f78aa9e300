# wrong: loss: 1/N in place of 1/(2N)
# %% predict
def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Predictions of the linear perceptron: ŷ = Xw + b."""
    return X @ w + b


# %% loss
def loss(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> float:
    e = predict(X, w, b) - y
    return np.sum(e**2) / len(y)


# %% gradients
def gradients(X, y, w, b):
    e = predict(X, w, b) - y
    N = len(y)
    dw = X.T @ e / N
    db = np.sum(e) / N
    return dw, db


# %% update
def update(w, b, dw, db, eta):
    return w - eta * dw, b - eta * db


# %% fit
def fit(X, y, eta, epochs):
    w = np.zeros(X.shape[1])
    b = 0.0
    losses = []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        dw, db = gradients(X, y, w, b)
        w, b = update(w, b, dw, db, eta)
    return w, b, np.array(losses)


# %% plot_fit
def plot_fit(X, y, w, b):
    fig, ax = plt.subplots()
    ax.scatter(X[:, 0], y, label="samples")
    xs = np.linspace(X.min(), X.max(), 50)
    ax.plot(xs, w[0] * xs + b, label="fit")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.set_title("Linear perceptron")
    ax.legend()
    return ax


# %% plot_loss
def plot_loss(losses):
    fig, ax = plt.subplots()
    ax.plot(losses)
    ax.set_xlabel("epoch")
    ax.set_ylabel("loss")
    ax.set_title("Training")
    return ax
