"""Right answers to `matrix_regression`, in many styles."""

import numpy as np


def design_matrix__hstack(x):
    x = np.asarray(x).reshape(-1, 1)
    return np.hstack((x, np.ones_like(x)))


def design_matrix__c(x):
    return np.c_[x, np.ones(len(x))]


def design_matrix__lists(x):
    return [[v, 1.0] for v in x]


def design_matrix__vander(x):
    return np.vander(x, 2)


def design_matrix__stack(x):
    return np.vstack([x, [1] * len(x)]).T


def predict__dot(X, W):
    return X.dot(W)


def predict__flat(X, W):
    return X @ np.ravel(W)  # a vector


def predict__loops(X, W):
    N, D = X.shape
    Y = np.zeros((N, 1))
    for i in range(N):
        for j in range(D):
            Y[i, 0] += X[i, j] * W[j, 0]
    return Y


def predict__einsum(X, W):
    return np.einsum("ij,jk->ik", X, W)


def predict__matrix_class(X, W):
    return np.asmatrix(X) * np.asmatrix(W)


def loss__matrix_product(X, Y, W):
    E = Y - X @ W
    return (E.T @ E)[0, 0] / (2 * len(Y))


def loss__one_by_one(X, Y, W):
    E = Y - X @ W
    return 1 / (2 * X.shape[0]) * E.T @ E


def loss__mean(X, Y, W):
    return np.mean((predict(X, W) - Y) ** 2) / 2


def loss__frobenius(X, Y, W):
    return np.linalg.norm(Y - predict(X, W), "fro") ** 2 / (2 * Y.size)


def loss__loop(X, Y, W):
    total = 0.0
    for row, target in zip(X, Y[:, 0]):
        total += (target - sum(row * W[:, 0])) ** 2
    return total / len(X) / 2


def gradient__by_the_book(X, Y, W):
    N = len(Y)
    E = Y - X @ W
    return -(1 / N) * X.T @ E


def gradient__normal_matrix(X, Y, W):
    return (X.T @ X @ W - X.T @ Y) / X.shape[0]


def gradient__samples(X, Y, W):
    N, D = X.shape
    g = np.zeros((D, 1))
    for i in range(N):
        xi = X[i].reshape(D, 1)
        g = g + xi * ((xi.T @ W)[0, 0] - Y[i, 0])
    return g / N


def gradient__flat(X, Y, W):
    e = (X @ W - Y)[:, 0]
    return np.array([np.mean(e * column) for column in X.T])


def update__plain(W, gradient, eta):
    return W - eta * gradient


def update__subtract(W, gradient, eta):
    return np.subtract(W, np.multiply(gradient, eta))


def update__copied(W, gradient, eta):
    new = np.array(W, dtype=float)
    new -= eta * gradient
    return new


def fit__calls(X, Y, eta, iterations):
    W = np.zeros((X.shape[1], 1))
    history = []
    for t in range(iterations):
        history.append(loss(X, Y, W))
        W = update(W, gradient(X, Y, W), eta)
    return W, history


def fit__by_the_book(X, Y, eta, iterations):
    N = len(X)
    W = np.zeros((X.shape[1], 1))
    loss_history = []
    for t in range(iterations):
        E = Y - X @ W
        J = (1 / (2 * N)) * np.sum(E**2)
        grad_J = -(1 / N) * X.T @ E
        W = W - eta * grad_J
        loss_history.append(J)
        print("iteration", t, "loss", J)
    return W, loss_history


def fit__closed_step(X, Y, eta, iterations):
    N, D = X.shape
    A, c = np.eye(D) - eta / N * X.T @ X, eta / N * X.T @ Y
    W, losses = np.zeros((D, 1)), np.zeros(iterations)
    for k in range(iterations):
        losses[k] = loss(X, Y, W)
        W = A @ W + c
    return W, losses


class Regressor:
    eta = 0.0

    def run(self, X, Y, iterations):
        self.W = np.zeros(X.shape[1])
        out = []
        for _ in range(iterations):
            e = X @ self.W - Y.ravel()
            out.append(e @ e / 2 / e.size)
            self.W = self.W - self.eta * (e @ X) / e.size
        return self.W.reshape(-1, 1), np.array(out)


def fit__class(X, Y, eta, iterations):
    machine = Regressor()
    machine.eta = eta
    return machine.run(X, Y, iterations)


def plot_fit__pyplot(X, Y, W):
    import matplotlib.pyplot as plt

    plt.figure()
    plt.scatter(X[:, 0], Y, color="blue", label="data")
    plt.plot(X[:, 0], X @ W, color="red", label="fit")
    plt.xlabel("X1")
    plt.ylabel("Y")
    plt.title("Linear regression")
    plt.legend()
    return plt.gca()


def plot_fit__axes(X, Y, W):
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots()
    x = X[:, 0]
    ax.plot(x, Y[:, 0], "s")
    span = np.array([x.min(), x.max()])
    (line,) = ax.plot(span, span * W[0, 0] + W[1, 0])
    ax.legend([line], ["model"])
    ax.set(xlabel="descriptor (atoms/nm³)", ylabel="property (GPa)", title="materials")
    return ax


def plot_loss__pyplot(losses):
    import matplotlib.pyplot as plt

    plt.figure()
    plt.plot(range(len(losses)), losses, color="purple", linewidth=2)
    plt.title("Loss")
    plt.xlabel("iteration")
    plt.ylabel("J(W)")
    plt.ylim(bottom=0)
    return plt.gca()


def plot_loss__stem_line(losses):
    import matplotlib.pyplot as plt

    ax = plt.figure().gca()
    ax.plot(losses, "o--")
    ax.set(title="J", xlabel="t", ylabel="J")
    return ax
