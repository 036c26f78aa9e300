"""Right answers to `regularized_regression`, in many styles."""

import numpy as np


def predict__matmul(X, w, b):
    return np.matmul(X, w) + b


def predict__ones(X, w, b):
    return X @ w + b * np.ones((X.shape[0], 1))


def predict__flat(X, w, b):
    return X @ w[:, 0] + b  # a vector


def predict__loop(X, w, b):
    return [[float(row @ w[:, 0]) + b] for row in X]


def l1_penalty__abs(w, lam):
    return lam * np.abs(w).sum()


def l1_penalty__norm(w, lam):
    return lam * np.linalg.norm(w, 1)  # of a column: the sum of absolute values


def l1_penalty__sign(w, lam):
    return (lam * np.sign(w).T @ w).item()


def l1_penalty__loop(w, lam):
    total = 0
    for v in w.ravel():
        total += abs(v)
    return lam * total


def l2_penalty__half(w, lam):
    return lam * 0.5 * np.sum(w**2)


def l2_penalty__product(w, lam):
    return lam / 2 * w.T @ w  # a 1×1 array


def l2_penalty__norm(w, lam):
    return 0.5 * lam * np.linalg.norm(w) ** 2


def l2_penalty__float(w, lam):
    return float(sum(float(v) * float(v) for v in np.ravel(w))) * lam / 2


def l1_term__sign(w, lam):
    return lam * np.sign(w)


def l1_term__where(w, lam):
    return np.where(w > 0, lam, np.where(w < 0, -lam, 0.0))


def l1_term__booleans(w, lam):
    return lam * ((w > 0).astype(float) - (w < 0))


def l1_term__loop(w, lam):
    out = np.zeros(w.shape)
    for i in range(len(w)):
        if w[i, 0] > 0:
            out[i, 0] = lam
        elif w[i, 0] < 0:
            out[i, 0] = -lam
    return out


def l2_term__plain(w, lam):
    return lam * w


def l2_term__multiply(w, lam):
    return np.multiply(w, lam).astype(float)


def l2_term__identity(w, lam):
    return lam * np.eye(len(w)) @ w


def loss__branches(X, y, w, b, lam, penalty):
    e = y - predict(X, w, b)
    L = 0.5 * np.sum(e**2)
    if penalty == "L1":
        L += lam * np.sum(np.abs(w))
    elif penalty == "L2":
        L += lam / 2 * np.sum(w**2)
    return L


def loss__table(X, y, w, b, lam, penalty):
    extra = {"none": 0.0, "L1": l1_penalty(w, lam), "L2": l2_penalty(w, lam)}
    e = (X @ w + b - y).ravel()
    return e.dot(e) / 2 + extra[penalty]


def loss__match(X, y, w, b, lam, penalty):
    half = np.linalg.norm(y - X @ w - b) ** 2 / 2
    match penalty:
        case "none":
            return half
        case "L1":
            return half + l1_penalty(w, lam)
        case "L2":
            return half + l2_penalty(w, lam)


def gradients__by_the_book(X, y, w, b, lam, penalty):
    e = y - (X @ w + b)
    grad_w = -X.T @ e
    if penalty == "L1":
        grad_w = grad_w + lam * np.sign(w)
    elif penalty == "L2":
        grad_w = grad_w + lam * w
    grad_b = -np.sum(e)
    return grad_w, grad_b


def gradients__in_place(X, y, w, b, lam, penalty):
    r = predict(X, w, b) - y
    dw = (X.T @ r).astype(float)
    if penalty == "L1":
        dw += l1_term(w, lam)
    if penalty == "L2":
        dw += l2_term(w, lam)
    return dw, r.sum()


def gradients__loops(X, y, w, b, lam, penalty):
    n, d = X.shape
    dw, db = [0.0] * d, 0.0
    for i in range(n):
        r = sum(X[i, j] * w[j, 0] for j in range(d)) + b - y[i, 0]
        db += r
        for j in range(d):
            dw[j] += r * X[i, j]
    if penalty == "L1":
        dw = [g + lam * np.sign(v) for g, v in zip(dw, w[:, 0])]
    elif penalty == "L2":
        dw = [g + lam * v for g, v in zip(dw, w[:, 0])]
    return dw, db


def gradients__stacked(X, y, w, b, lam, penalty):
    Z = np.hstack([X, np.ones((len(X), 1))])
    theta = np.vstack([w, [[b]]])
    g = Z.T @ (Z @ theta - y)
    slope = {"none": np.zeros_like, "L1": np.sign, "L2": lambda v: v}[penalty]
    return g[:-1] + lam * slope(w.astype(float)), g[-1, 0]


def update__plain(w, b, dw, db, eta):
    return w - eta * dw, b - eta * db


def update__copies(w, b, dw, db, eta):
    w, dw = np.array(w, float), np.array(dw, float)
    for j in range(len(w)):
        w[j] = w[j] - eta * dw[j]
    return w, b - eta * db


def update__flat(w, b, dw, db, eta):
    return np.ravel(w) - eta * np.ravel(dw), np.array([b - eta * db])


def fit__calls(X, y, eta, lam, penalty, iterations):
    w, b = np.zeros((X.shape[1], 1)), 0.0
    means = []
    for _ in range(iterations):
        means.append(predict(X, w, b).mean())
        dw, db = gradients(X, y, w, b, lam, penalty)
        w, b = update(w, b, dw, db, eta)
    return w, b, means


def fit__by_the_book(X, y, eta, lam, penalty, iterations):
    w = np.zeros((X.shape[1], 1))
    b = 0.0
    mean_pred = []
    t = 0
    while t < iterations:
        y_hat = X @ w + b
        e = y - y_hat
        grad_w = -(X.T @ e).astype(float)
        if penalty == "L1":
            grad_w += lam * np.sign(w)
        elif penalty == "L2":
            grad_w += lam * w
        grad_b = -np.sum(e)
        w -= eta * grad_w
        b -= eta * grad_b
        mean_pred.append(np.mean(y_hat))
        t += 1
    return w, b, np.array(mean_pred)


def fit__vector_form(X, y, eta, lam, penalty, iterations):
    target, d = y.ravel(), X.shape[1]
    theta, Z = np.zeros(d + 1), np.c_[X, np.ones(len(X))]
    means = np.empty(iterations)
    for k in range(iterations):
        y_hat = Z @ theta
        means[k] = y_hat.sum() / len(y_hat)
        g = Z.T @ (y_hat - target)
        if penalty != "none":
            g[:d] += lam * (np.sign(theta[:d]) if penalty == "L1" else theta[:d])
        theta = theta - eta * g
    return theta[:d], theta[d], means


def plot_mean_predictions__pyplot(histories):
    import matplotlib.pyplot as plt

    plt.figure()
    for name in histories:
        plt.plot(range(1, len(histories[name]) + 1), histories[name], label=name)
    plt.xlabel("iteration")
    plt.ylabel("mean prediction")
    plt.title("mean predictions")
    plt.legend()
    return plt.gca()


def plot_mean_predictions__named(histories):
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots()
    styles = {"none": "k-", "L1": "r--", "L2": "b:"}
    for penalty, means in histories.items():
        ax.plot(means, styles[penalty], label=f"{penalty} regularization")
    ax.legend()
    ax.set(xlabel="t", ylabel="ȳ(t)", title="Effect of the penalty")
    return ax


def plot_mean_predictions__direct_labels(histories):
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots()
    for penalty, means in histories.items():
        t = np.arange(1, len(means) + 1)
        ax.plot(t, means, marker="o")
        ax.text(t[-1], means[-1], penalty)
    ax.set(xlabel="iteration", ylabel="mean", title="means")
    return ax
