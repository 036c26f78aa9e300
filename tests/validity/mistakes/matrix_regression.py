"""Wrong answers to `matrix_regression`. Each docstring names the diagnosis; "?" is none."""

import numpy as np


def design_matrix__ones_first(x):
    """axes-swapped"""
    return np.column_stack([np.ones(len(x)), x])


def design_matrix__rows(x):
    """axes-swapped"""
    return np.array([x, np.ones(len(x))])


def design_matrix__reshaped(x):
    """axes-swapped"""
    return np.array([x, np.ones(len(x))]).reshape(-1, 2)


def design_matrix__no_ones(x):
    """bias-ignored"""
    return x.reshape(-1, 1)


def predict__times(X, W):
    """raises"""
    return X * W


def predict__transposed(X, W):
    """raises"""
    return X.T @ W


def loss__sum(X, Y, W):
    """missing-mean"""
    return np.sum((Y - X @ W) ** 2) / 2


def loss__no_half(X, Y, W):
    """factor-two"""
    return np.mean((Y - X @ W) ** 2)


def loss__flat_targets(X, Y, W):
    """?"""
    return np.mean((Y - (X @ W).ravel()) ** 2) / 2  # (N, 1) − (N,) is (N, N)


def loss__precedence(X, Y, W):
    """missing-mean"""
    return 1 / 2 * len(Y) * np.sum((Y - X @ W) ** 2)


def loss__norm(X, Y, W):
    """?"""
    return np.linalg.norm(Y - X @ W) / (2 * len(Y))


def gradient__no_minus(X, Y, W):
    """sign-flipped"""
    return X.T @ (Y - X @ W) / len(Y)


def gradient__no_mean(X, Y, W):
    """missing-mean"""
    return -X.T @ (Y - X @ W)


def gradient__two(X, Y, W):
    """factor-two"""
    return -2 / len(Y) * X.T @ (Y - X @ W)


def gradient__size(X, Y, W):
    """?"""
    return -X.T @ (Y - X @ W) / X.size


def gradient__no_x(X, Y, W):
    """missing-input-factor"""
    return -np.mean(Y - X @ W) * np.ones_like(W)


def gradient__not_transposed(X, Y, W):
    """raises"""
    return -X @ (Y - X @ W) / len(Y)


def update__uphill(W, gradient, eta):
    """ascent"""
    return W + eta * gradient


def update__no_eta(W, gradient, eta):
    """learning-rate-ignored"""
    return W - gradient


def update__in_place(W, gradient, eta):
    """mutates-input"""
    W -= eta * gradient
    return W


def update__lost(W, gradient, eta):
    """?"""
    W - eta * gradient
    return W


def fit__uphill(X, Y, eta, iterations):
    """ascent"""
    W, losses = np.zeros((X.shape[1], 1)), []
    for _ in range(iterations):
        losses.append(loss(X, Y, W))
        W = W + eta * gradient(X, Y, W)
    return W, losses


def fit__loss_after(X, Y, eta, iterations):
    """off-by-one"""
    W, losses = np.zeros((X.shape[1], 1)), []
    for _ in range(iterations):
        W = update(W, gradient(X, Y, W), eta)
        losses.append(loss(X, Y, W))
    return W, losses


def fit__mixed_up(X, Y, eta, iterations):
    """axes-swapped"""
    W, losses = np.zeros((X.shape[1], 1)), []
    for _ in range(iterations):
        losses.append(loss(X, Y, W))
        W = update(W, gradient(X, Y, W), eta)
    return losses, W


def fit__gradient_outside(X, Y, eta, iterations):
    """?"""
    W, losses = np.zeros((X.shape[1], 1)), []
    slope = gradient(X, Y, W)
    for _ in range(iterations):
        losses.append(loss(X, Y, W))
        W = update(W, slope, eta)
    return W, losses


def fit__no_mean(X, Y, eta, iterations):
    """missing-mean"""
    W, losses = np.zeros((X.shape[1], 1)), []
    for _ in range(iterations):
        E = Y - X @ W
        losses.append(np.sum(E**2) / (2 * len(Y)))
        W = W + eta * X.T @ E
    return W, losses


def fit__ones(X, Y, eta, iterations):
    """?"""
    W, losses = np.ones((X.shape[1], 1)), []
    for _ in range(iterations):
        losses.append(loss(X, Y, W))
        W = update(W, gradient(X, Y, W), eta)
    return W, losses


def fit__two_columns(X, Y, eta, iterations):
    """hard-coded"""
    W, losses = np.zeros((2, 1)), []
    for _ in range(iterations):
        losses.append(loss(X, Y, W))
        W = update(W, gradient(X, Y, W), eta)
    return W, losses


def plot_fit__the_ones_too(X, Y, W):
    """?"""
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots()
    ax.plot(X, Y, "o")
    ax.plot(X[:, 0], X @ W)
    ax.set(title="fit", xlabel="x", ylabel="y")
    return ax


def plot_fit__the_line_over_the_ones(X, Y, W):
    """?"""
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots()
    ax.scatter(X[:, 0], Y)
    ax.plot(X, X @ W)
    ax.set(title="fit", xlabel="x", ylabel="y")
    return ax


def plot_loss__sorted(losses):
    """?"""
    import matplotlib.pyplot as plt

    ax = plt.figure().gca()
    ax.plot(sorted(losses, reverse=True))
    ax.set(title="loss", xlabel="iteration", ylabel="loss")
    return ax
