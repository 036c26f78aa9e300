"""Right answers to `simple_regression`, in many styles."""

import math
from functools import reduce

import numpy as np


def predict__loops(X, w, b):
    out = []
    for row in X:
        total = b
        for j in range(len(w)):
            total += row[j] * w[j]
        out.append(total)
    return out


def predict__einsum(X, w, b):
    return np.einsum("nd,d->n", X, w) + b


def predict__dot_column(X, w, b):
    return np.dot(X, w.reshape(-1, 1)) + b  # a column


def predict__appended_ones(X, w, b):
    Z = np.column_stack([np.ones(len(X)), X])
    return Z @ np.concatenate([[b], w])


def predict__float32(X, w, b):
    return np.asarray(X, np.float32) @ np.asarray(w, np.float32) + np.float32(b)


def predict__comprehension(X, w, b):
    return np.array([sum(x * v for x, v in zip(row, w)) + b for row in X])


def predict__annotated(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Weighted sum of the features plus the bias."""
    result: np.ndarray = np.add(np.matmul(X, w), b)
    print("predictions", result.shape)
    return result


def loss__y_minus_prediction(X, y, w, b):
    e = y - predict(X, w, b)
    return 0.5 * np.mean(e**2)


def loss__loop(X, y, w, b):
    N = len(y)
    total = 0
    for i in range(N):
        total = total + (np.dot(X[i], w) + b - y[i]) ** 2
    return total / (2 * N)


def loss__norm(X, y, w, b):
    return np.linalg.norm(X @ w + b - y) ** 2 / 2 / X.shape[0]


def loss__inner(X, y, w, b):
    e = (X @ w + b - y).reshape(-1, 1)
    return (e.T @ e) / (2 * len(e))  # a 1×1 array


def loss__fsum(X, y, w, b):
    return math.fsum(float(v) ** 2 for v in X.dot(w) + b - y) / (2.0 * len(y))


def loss__var(X, y, w, b):
    e = X @ w + b - y
    return (np.var(e) + np.mean(e) ** 2) / 2


def gradients__transpose(X, y, w, b):
    N = X.shape[0]
    e = X @ w + b - y
    return (1 / N) * X.T @ e, (1 / N) * np.sum(e)


def gradients__other_error(X, y, w, b):
    e = y - predict(X, w, b)
    dw = -np.mean(e[:, None] * X, axis=0)
    db = -np.mean(e)
    return dw, db


def gradients__loops(X, y, w, b):
    N, d = X.shape
    dw, db = np.zeros(d), 0.0
    for i in range(N):
        e = b - y[i]
        for j in range(d):
            e += w[j] * X[i, j]
        for j in range(d):
            dw[j] += e * X[i, j] / N
        db += e / N
    return [dw, db]


def gradients__einsum(X, y, w, b):
    e = np.einsum("ij,j", X, w) + b - y
    return np.einsum("i,ij->j", e, X) / e.size, e.sum() / e.size


def gradients__two_over_two(X, y, w, b):
    n = len(X)
    e = X @ w + b - y
    return 2 / (2 * n) * (e @ X), 2 / (2 * n) * e.sum()


def gradients__columns(X, y, w, b):
    e = (X @ w + b - y).reshape(-1, 1)
    dw = X.T @ e / len(X)
    return dw, e.mean(keepdims=True)


def gradients__normal_form(X, y, w, b):
    N = len(y)
    Z = np.c_[X, np.ones(N)]
    g = (Z.T @ Z @ np.r_[w, b] - Z.T @ y) / N
    return g[:-1], g[-1]


def update__plain(w, b, dw, db, eta):
    return w - eta * dw, b - eta * db


def update__in_place_on_copies(w, b, dw, db, eta):
    w = w.copy()
    w -= eta * dw
    b -= eta * db
    return w, b


def update__added_negative(w, b, dw, db, eta):
    new_w = np.add(w, np.multiply(-eta, dw))
    return [new_w, b + (-eta) * db]


def update__lists(w, b, dw, db, eta):
    return [wi - eta * gi for wi, gi in zip(w, dw)], b - eta * db


def update__helper(w, b, dw, db, eta):
    def down(value, slope):
        return value - slope * eta

    return down(w, dw), down(b, db)


def fit__while(X, y, eta, epochs):
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    k = 0
    while k < epochs:
        losses += [loss(X, y, w, b)]
        w, b = update(w, b, *gradients(X, y, w, b), eta)
        k += 1
    return w, b, losses


def fit__written_out(X, y, eta, epochs):
    m = len(X)
    w = np.zeros(X.shape[1])
    b = 0
    history = np.zeros(epochs)
    for epoch in range(epochs):
        error = X @ w + b - y
        history[epoch] = (1 / (2 * m)) * np.sum(error**2)
        dw = (1 / m) * X.T @ error
        db = (1 / m) * np.sum(error)
        w = w - eta * dw
        b = b - eta * db
        print(f"epoch {epoch}: {history[epoch]:.4f}")
    return w, b, history


def fit__recursion(X, y, eta, epochs):
    def go(w, b, left):
        if left == 0:
            return w, b, []
        here = loss(X, y, w, b)
        dw, db = gradients(X, y, w, b)
        w, b, later = go(w - eta * dw, b - eta * db, left - 1)
        return w, b, [here, *later]

    return go(np.zeros(X.shape[1]), 0.0, epochs) if epochs < 500 else fit__while(X, y, eta, epochs)


class Perceptron:
    def __init__(self, d):
        self.w = np.zeros(d)
        self.b = 0.0
        self.losses = []

    def train(self, X, y, eta, epochs):
        for _ in range(epochs):
            e = X.dot(self.w) + self.b - y
            self.losses.append((e**2).mean() / 2)
            self.w = self.w - eta * (e[:, np.newaxis] * X).mean(axis=0)
            self.b = self.b - eta * e.mean()
        return self


def fit__class(X, y, eta, epochs):
    model = Perceptron(X.shape[1]).train(X, y, eta, epochs)
    return model.w, model.b, np.array(model.losses)


def fit__reduce(X, y, eta, epochs):
    def one(state, _):
        w, b, losses = state
        dw, db = gradients(X, y, w, b)
        return (*update(w, b, dw, db, eta), [*losses, loss(X, y, w, b)])

    return reduce(one, range(epochs), (np.zeros(X.shape[1]), 0.0, []))


def fit__stacked(X, y, eta, epochs):
    Z = np.hstack([X, np.ones((len(X), 1))]).astype(float)
    theta = np.zeros((Z.shape[1], 1))
    t = np.asarray(y, float).reshape(-1, 1)
    losses = []
    for _ in range(epochs):
        r = Z @ theta - t
        losses.append(float((r.T @ r)[0, 0]) / (2 * len(Z)))
        theta -= eta * Z.T @ r / len(Z)
    return theta[:-1], theta[-1, 0], losses


def plot_fit__pyplot(X, y, w, b):
    import matplotlib.pyplot as plt

    plt.figure(figsize=(6, 4))
    plt.scatter(X, y, color="blue", label="Training data")
    plt.plot(X, X * w + b, color="red", label="Fitted line")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.legend()
    plt.grid(True)
    plt.title("Perceptron as Linear Regressor")
    return plt.gca()


def plot_fit__many_points(X, y, w, b):
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots()
    ax.plot(X[:, 0], y, "ko", label="data")
    grid = np.linspace(X.min() - 1, X.max() + 1, 50)
    ax.plot(grid, w[0] * grid + b, "--", label="model")
    ax.set(xlabel="descriptor", ylabel="target", title="fit")
    ax.legend(loc="best")
    return ax


def plot_fit__sorted(X, y, w, b):
    from matplotlib.figure import Figure

    ax = Figure().add_subplot()
    order = np.argsort(X.ravel())
    ax.plot(X.ravel()[order], predict(X, w, b)[order], label="ŷ")
    for xi, yi in zip(X.ravel(), y):
        ax.scatter(xi, yi, c="g")
    ax.set_title("Regression line")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.legend()
    return ax


def plot_loss__pyplot(losses):
    import matplotlib.pyplot as plt

    plt.figure()
    plt.plot(losses)
    plt.title("Convergence of Loss (MSE)")
    plt.xlabel("Epoch")
    plt.ylabel("Loss")
    return plt.gca()


def plot_loss__log_scale(losses):
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots()
    ax.semilogy(losses, "o-")
    ax.set(title="loss", xlabel="epoch", ylabel="L")
    return ax


def plot_loss__figure(losses):
    import matplotlib.pyplot as plt

    fig = plt.figure()
    ax = fig.add_subplot(111)
    ax.scatter(np.arange(len(losses)), losses)
    ax.set_title("loss")
    ax.set_xlabel("epoch")
    ax.set_ylabel("L(w, b)")
    return fig


def plot_fit__axline(X, y, w, b):
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots()
    ax.plot(X[:, 0], y, "o")
    ax.axline((0, b), slope=w[0])
    ax.set(title="fit", xlabel="x", ylabel="y")
    return ax


def plot_fit__axline_through_two_points(X, y, w, b):
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots()
    ax.axline((1.0, w[0] + b), (2.0, 2 * w[0] + b), color="red")
    ax.scatter(X[:, 0], y)
    ax.axhline(0, color="grey")
    ax.axvline(0, color="grey")
    ax.set(title="fit", xlabel="x", ylabel="y")
    return ax
