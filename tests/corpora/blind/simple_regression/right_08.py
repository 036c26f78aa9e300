# %% helpers
from typing import List, Tuple


def _check(X, y=None, w=None):
    X = np.asarray(X, dtype=float)
    assert X.ndim == 2, "X needs shape (N, d)"
    if y is not None:
        y = np.asarray(y, dtype=float).ravel()
        assert len(y) == len(X)
    if w is not None:
        w = np.asarray(w, dtype=float).ravel()
        assert w.size == X.shape[1]
    return X, y, w


# %% predict
def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    X, _, w = _check(X, w=w)
    # as a column first, flat at the end
    return (X @ w.reshape(-1, 1) + b).ravel()


# %% loss
def loss(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> float:
    X, y, w = _check(X, y, w)
    return float(np.linalg.norm(predict(X, w, b) - y) ** 2 / (2 * y.size))


# %% gradients
def gradients(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> Tuple[np.ndarray, float]:
    X, y, w = _check(X, y, w)
    error = (predict(X, w, b) - y).reshape(-1, 1)
    dw = (X.T @ error / y.size).ravel()
    return dw, float(np.average(error))


# %% update
def update(
    w: np.ndarray, b: float, dw: np.ndarray, db: float, eta: float
) -> Tuple[np.ndarray, float]:
    w = np.array(w, dtype=float)
    return w - eta * np.asarray(dw, dtype=float), float(b) - eta * float(db)


# %% fit
def fit(X: np.ndarray, y: np.ndarray, eta: float, epochs: int) -> Tuple[np.ndarray, float, np.ndarray]:
    X, y, _ = _check(X, y)
    w: np.ndarray = np.zeros(X.shape[1], dtype=float)
    b: float = 0.0
    history: List[float] = []
    while len(history) < epochs:
        history.append(loss(X, y, w, b))
        w, b = update(w, b, *gradients(X, y, w, b), eta)
    return w, b, np.asarray(history, dtype=float)


# %% plot_fit
def plot_fit(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> plt.Axes:
    X, y, w = _check(X, y, w)
    x = X[:, 0]
    figure, ax = plt.subplots(layout="constrained")
    ax.errorbar(x, y, fmt="o", label="samples")
    grid = np.linspace(x.min(), x.max(), 2)
    ax.plot(grid, float(w[0]) * grid + float(b), label=f"{w[0]:.3g} x + {b:.3g}")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.set_title("Samples and fit")
    ax.legend()
    return ax


# %% plot_loss
def plot_loss(losses: np.ndarray) -> plt.Axes:
    values = np.asarray(losses, dtype=float).ravel()
    figure, ax = plt.subplots(layout="constrained")
    ax.plot(np.arange(values.shape[0]), values, marker=".", markevery=100)
    ax.set_xlabel("epoch")
    ax.set_ylabel("L")
    ax.set_title("Loss")
    return ax
