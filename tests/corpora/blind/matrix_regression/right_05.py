# %% helpers
class LinearModel:
    def __init__(self, X, Y, eta=0.01):
        self.X, self.Y, self.eta = X, Y, eta
        self.N = X.shape[0]
        self.W = np.zeros((X.shape[1], 1))

    def E(self):
        return self.Y - self.X @ self.W

    def J(self):
        E = self.E()
        return float(np.vdot(E, E)) / (2 * self.N)

    def dJ(self):
        return -(self.X.T @ self.E()) / self.N

    def train(self, n):
        losses = []
        for _ in range(n):
            losses.append(self.J())
            self.W = self.W - self.eta * self.dJ()
        return losses


def _at(X, Y, W):
    model = LinearModel(X, Y)
    model.W = W
    return model


# %% design_matrix
def design_matrix(x: np.ndarray) -> np.ndarray:
    X = np.ones((x.size, 2))
    X[:, 0] = x
    return X


# %% predict
def predict(X: np.ndarray, W: np.ndarray) -> np.ndarray:
    return X.dot(W)


# %% loss
def loss(X: np.ndarray, Y: np.ndarray, W: np.ndarray) -> float:
    return _at(X, Y, W).J()


# %% gradient
def gradient(X: np.ndarray, Y: np.ndarray, W: np.ndarray) -> np.ndarray:
    return _at(X, Y, W).dJ()


# %% update
def update(W: np.ndarray, gradient: np.ndarray, eta: float) -> np.ndarray:
    return W + eta * -gradient


# %% fit
def fit(X: np.ndarray, Y: np.ndarray, eta: float, iterations: int):
    model = LinearModel(X, Y, eta)
    losses = model.train(iterations)
    return model.W, np.array(losses)


# %% plot_fit
def plot_fit(X, Y, W):
    fig = plt.figure()
    ax = fig.add_subplot()
    ax.scatter(X[:, 0], Y.ravel(), c="k", label="measured")
    grid = np.linspace(X[:, 0].min(), X[:, 0].max(), 400)
    ax.plot(grid, (design_matrix(grid) @ W).ravel(), label="model")
    ax.set_xlabel("density of atoms (atoms/nm³)")
    ax.set_ylabel("modulus (GPa)")
    ax.set_title("Ten materials")
    ax.legend()
    return ax


# %% plot_loss
def plot_loss(losses):
    fig = plt.figure()
    ax = fig.add_subplot()
    ax.plot(losses, "-o", markersize=2)
    ax.set_xlabel("iteration")
    ax.set_ylabel("J(W) (GPa²)")
    ax.set_title("Training")
    return ax
