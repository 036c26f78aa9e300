# %% helpers
class Perceptron:
    """One linear unit."""

    def __init__(self, w, b):
        self.w = w
        self.b = b

    def __call__(self, X):
        return X @ self.w + self.b

    def errors(self, X, y):
        return self(X) - y

    def loss(self, X, y):
        e = self.errors(X, y)
        return float(e @ e) / (2 * len(e))

    def gradients(self, X, y):
        e = self.errors(X, y)
        return e @ X / len(e), float(e.mean())

    def learn(self, X, y, eta):
        dw, db = self.gradients(X, y)
        self.w = self.w - eta * dw
        self.b = self.b - eta * db


# %% predict
def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    return Perceptron(w, b)(X)


# %% loss
def loss(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> float:
    return Perceptron(w, b).loss(X, y)


# %% gradients
def gradients(X, y, w, b):
    return Perceptron(w, b).gradients(X, y)


# %% update
def update(w, b, dw, db, eta):
    return w + (-eta) * dw, b + (-eta) * db


# %% fit
def fit(X, y, eta, epochs):
    unit = Perceptron(np.zeros(X.shape[1]), 0.0)
    losses = []
    for _ in range(epochs):
        losses.append(unit.loss(X, y))
        unit.learn(X, y, eta)
    return unit.w, unit.b, np.array(losses)


# %% plot_fit
def plot_fit(X, y, w, b):
    unit = Perceptron(w, b)
    fig = plt.figure()
    ax = fig.add_subplot()
    grid = np.linspace(np.min(X), np.max(X), 300).reshape(-1, 1)
    ax.plot(grid, unit(grid), "--", label="perceptron")
    ax.scatter(X, y, label="training data")
    ax.set_title("What the unit has learnt")
    ax.set_xlabel("input")
    ax.set_ylabel("output")
    ax.legend()
    return ax


# %% plot_loss
def plot_loss(losses):
    fig = plt.figure()
    ax = fig.add_subplot()
    ax.plot(range(len(losses)), losses, label="loss")
    ax.set_title("Loss of the unit")
    ax.set_xlabel("epoch")
    ax.set_ylabel("loss")
    ax.legend()
    return ax
