# %% helpers
from typing import List, Tuple


def _column(a) -> np.ndarray:
    return np.asarray(a, dtype=float).reshape(-1, 1)


# %% design_matrix
def design_matrix(x: np.ndarray) -> np.ndarray:
    column = _column(x)
    return np.hstack((column, np.ones(column.shape, dtype=float)))


# %% predict
def predict(X: np.ndarray, W: np.ndarray) -> np.ndarray:
    X = np.asarray(X, dtype=float)
    W = _column(W)
    if X.shape[1] != W.shape[0]:
        raise ValueError(f"shapes {X.shape} and {W.shape} do not match")
    return X @ W


# %% loss
def loss(X: np.ndarray, Y: np.ndarray, W: np.ndarray) -> float:
    Y = _column(Y)
    return float(np.linalg.norm(Y - predict(X, W)) ** 2) / (2.0 * Y.size)


# %% gradient
def gradient(X: np.ndarray, Y: np.ndarray, W: np.ndarray) -> np.ndarray:
    X = np.asarray(X, dtype=float)
    Y = _column(Y)
    return np.negative(np.transpose(X)) @ (Y - predict(X, W)) / Y.size


# %% update
def update(W: np.ndarray, gradient: np.ndarray, eta: float) -> np.ndarray:
    W = np.array(W, dtype=float, copy=True)
    W -= float(eta) * np.asarray(gradient, dtype=float)
    return W


# %% fit
def fit(X: np.ndarray, Y: np.ndarray, eta: float, iterations: int) -> Tuple[np.ndarray, np.ndarray]:
    X = np.array(X, dtype=float)
    Y = _column(Y).copy()
    W = np.zeros((X.shape[1], 1), dtype=float)
    losses: List[float] = []
    for _ in range(int(iterations)):
        losses.append(loss(X, Y, W))
        W = update(W, gradient(X, Y, W), eta)
    return W, np.asarray(losses, dtype=float)


# %% plot_fit
def plot_fit(X: np.ndarray, Y: np.ndarray, W: np.ndarray) -> plt.Axes:
    X = np.asarray(X, dtype=float)
    figure, ax = plt.subplots(layout="constrained")
    ax.plot(X[:, 0], _column(Y)[:, 0], "o", label="materials")
    grid = np.linspace(X[:, 0].min(), X[:, 0].max(), 2)
    ax.plot(grid, predict(design_matrix(grid), W), label="prediction")
    ax.set_xlabel("descriptor (atoms/nm³)")
    ax.set_ylabel("property (GPa)")
    ax.set_title("Materials and prediction")
    ax.legend()
    return ax


# %% plot_loss
def plot_loss(losses: np.ndarray) -> plt.Axes:
    values = np.atleast_1d(np.asarray(losses, dtype=float))
    figure, ax = plt.subplots(layout="constrained")
    ax.plot(np.arange(values.size), values)
    ax.set_yscale("log")
    ax.set_xlabel("iteration")
    ax.set_ylabel("J (GPa²)")
    ax.set_title("Loss against iteration")
    return ax
