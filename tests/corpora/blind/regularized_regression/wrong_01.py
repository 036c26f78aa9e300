# wrong: predict: bias added to the first sample only
# %% helpers
from typing import Dict, Tuple


def _col(a) -> np.ndarray:
    return np.asarray(a, dtype=float).reshape(-1, 1)


def _error(X, y, w, b) -> np.ndarray:
    return _col(y) - predict(X, w, b)


# %% predict
def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    out = np.asarray(X, dtype=float) @ _col(w)
    out[0] += b
    return out


# %% l1_penalty
def l1_penalty(w: np.ndarray, lam: float) -> float:
    return float(lam * np.abs(_col(w)).sum())


# %% l2_penalty
def l2_penalty(w: np.ndarray, lam: float) -> float:
    w = _col(w)
    return float(lam) / 2.0 * (w.T @ w).item()


# %% l1_term
def l1_term(w: np.ndarray, lam: float) -> np.ndarray:
    w = _col(w)
    out = np.zeros_like(w)
    nonzero = w != 0
    out[nonzero] = lam * w[nonzero] / np.abs(w[nonzero])
    return out


# %% l2_term
def l2_term(w: np.ndarray, lam: float) -> np.ndarray:
    return float(lam) * _col(w)


# %% loss
def loss(
    X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float, lam: float, penalty: str
) -> float:
    extra: float = 0.0
    match penalty:
        case "L1":
            extra = l1_penalty(w, lam)
        case "L2":
            extra = l2_penalty(w, lam)
        case "none":
            pass
        case _:
            raise ValueError(f"penalty {penalty!r} is not known")
    e = _error(X, y, w, b)
    return (e.T @ e).item() / 2.0 + extra


# %% gradients
def gradients(
    X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float, lam: float, penalty: str
) -> Tuple[np.ndarray, float]:
    e = _error(X, y, w, b)
    dw = -np.asarray(X, dtype=float).T @ e
    if penalty == "L1":
        dw = dw + l1_term(w, lam)
    elif penalty == "L2":
        dw = dw + l2_term(w, lam)
    elif penalty != "none":
        raise ValueError(f"penalty {penalty!r} is not known")
    return dw, float(-e.sum())


# %% update
def update(
    w: np.ndarray, b: float, dw: np.ndarray, db: float, eta: float
) -> Tuple[np.ndarray, float]:
    return _col(w) - eta * _col(dw), float(b) - eta * float(db)


# %% fit
def fit(
    X: np.ndarray, y: np.ndarray, eta: float, lam: float, penalty: str, iterations: int
) -> Tuple[np.ndarray, float, np.ndarray]:
    X, y = np.array(X, dtype=float), _col(y)
    w, b = np.zeros((X.shape[1], 1)), 0.0
    means = np.full(iterations, np.nan)
    for k in range(iterations):
        means[k] = np.average(predict(X, w, b))
        dw, db = gradients(X, y, w, b, lam, penalty)
        w, b = update(w, b, dw, db, eta)
    return w, b, means


# %% plot_mean_predictions
def plot_mean_predictions(histories: Dict[str, np.ndarray]) -> plt.Axes:
    figure, ax = plt.subplots(layout="constrained")
    for penalty, means in histories.items():
        values = np.asarray(means, dtype=float).ravel()
        ax.plot(np.arange(values.size), values, label=f"{penalty}")
    ax.set_xlabel("updates")
    ax.set_ylabel("mean prediction")
    ax.set_title("Mean prediction against updates")
    ax.legend()
    return ax
