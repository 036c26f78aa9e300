"""Wrong answers to `simple_regression`. Each docstring names the diagnosis; "?" is none."""

import numpy as np


def predict__no_bias(X, w, b):
    """bias-ignored"""
    return X @ w


def predict__minus_bias(X, w, b):
    """sign-flipped"""
    return X @ w - b


def predict__prints(X, w, b):
    """returns-nothing"""
    print(X @ w + b)


def predict__times(X, w, b):
    """wrong-shape"""
    return X * w + b


def predict__summed_up(X, w, b):
    """wrong-shape"""
    return np.sum(X * w) + b


def predict__rounded(X, w, b):
    """rounded"""
    return np.round(X @ w + b, 4)


def predict__whole(X, w, b):
    """integer-truncation"""
    return (X @ w + b).astype(int)


def predict__three_samples(X, w, b):
    """hard-coded"""
    return np.array([X[i] @ w + b for i in range(3)])


def predict__positive_weights(X, w, b):
    """?"""
    return X @ np.abs(w) + b


def loss__sum(X, y, w, b):
    """missing-mean"""
    return np.sum((X @ w + b - y) ** 2) / 2


def loss__precedence(X, y, w, b):
    """missing-mean"""
    m = len(y)
    return 1 / 2 * m * np.sum((X @ w + b - y) ** 2)


def loss__mean_square(X, y, w, b):
    """factor-two"""
    return np.mean((X @ w + b - y) ** 2)


def loss__square_of_mean(X, y, w, b):
    """?"""
    return np.mean(X @ w + b - y) ** 2 / 2


def loss__absolute(X, y, w, b):
    """?"""
    return np.mean(np.abs(X @ w + b - y)) / 2


def loss__bias_forgotten(X, y, w, b):
    """bias-ignored"""
    return np.mean((X @ w - y) ** 2) / 2


def loss__twice_mean(X, y, w, b):
    """extra-mean"""
    N = len(y)
    return np.mean((X @ w + b - y) ** 2) / (2 * N)


def loss__negative(X, y, w, b):
    """sign-flipped"""
    return -np.mean((X @ w + b - y) ** 2) / 2


def gradients__other_sign(X, y, w, b):
    """sign-flipped"""
    e = y - (X @ w + b)
    return X.T @ e / len(y), np.mean(e)


def gradients__sums(X, y, w, b):
    """missing-mean"""
    e = X @ w + b - y
    return X.T @ e, np.sum(e)


def gradients__sum_for_b(X, y, w, b):
    """missing-mean"""
    e = X @ w + b - y
    return X.T @ e / len(y), np.sum(e)


def gradients__two(X, y, w, b):
    """factor-two"""
    e = X @ w + b - y
    return 2 * X.T @ e / len(y), 2 * np.mean(e)


def gradients__half_b(X, y, w, b):
    """factor-two"""
    e = X @ w + b - y
    return X.T @ e / len(y), np.mean(e) / 2


def gradients__no_x(X, y, w, b):
    """missing-input-factor"""
    e = X @ w + b - y
    return np.mean(e) * np.ones(X.shape[1]), np.mean(e)


def gradients__without_bias(X, y, w, b):
    """bias-ignored"""
    e = X @ w - y
    return X.T @ e / len(y), np.mean(e)


def gradients__swapped(X, y, w, b):
    """axes-swapped"""
    e = X @ w + b - y
    return np.mean(e), X.T @ e / len(y)


def gradients__total(X, y, w, b):
    """wrong-shape"""
    e = X @ w + b - y
    return np.sum(X.T @ e) / len(y), np.mean(e)


def gradients__not_transposed(X, y, w, b):
    """raises"""
    e = X @ w + b - y
    return X @ e / len(y), np.mean(e)


def gradients__like_the_inputs(X, y, w, b):
    """integer-truncation"""
    e = X @ w + b - y
    dw = np.zeros_like(X[0])
    for j in range(X.shape[1]):
        dw[j] = np.mean(e * X[:, j])
    return dw, np.mean(e)


def gradients__changes_y(X, y, w, b):
    """mutates-input"""
    y -= X @ w + b
    return -X.T @ y / len(y), -np.mean(y)


def gradients__undefined_name(X, y, w, b):
    """raises"""
    e = X @ w + b - y
    return X.T @ e / m, np.sum(e) / m  # noqa: F821


def gradients__one_descriptor(X, y, w, b):
    """hard-coded"""
    e = X @ w + b - y
    return np.array([np.mean(e * X[:, 0])] * len(w)), np.mean(e)


def gradients__of_three(X, y, w, b):
    """hard-coded"""
    e = X @ w + b - y
    return X.T @ e / 3, np.sum(e) / 3


def gradients__random(X, y, w, b):
    """nondeterministic"""
    e = X @ w + b - y
    share = np.random.default_rng().random()
    return share * X.T @ e, share * e.sum()


def update__uphill(w, b, dw, db, eta):
    """ascent"""
    return w + eta * dw, b + eta * db


def update__no_eta(w, b, dw, db, eta):
    """learning-rate-ignored"""
    return w - dw, b - db


def update__in_place(w, b, dw, db, eta):
    """mutates-input"""
    w -= eta * dw
    b -= eta * db
    return w, b


def update__b_uphill(w, b, dw, db, eta):
    """ascent"""
    return w - eta * dw, b + eta * db


def update__never_assigned(w, b, dw, db, eta):
    """?"""
    w - eta * dw
    b - eta * db
    return w, b


def update__swapped(w, b, dw, db, eta):
    """axes-swapped"""
    return b - eta * db, w - eta * dw


def update__b_left(w, b, dw, db, eta):
    """bias-ignored"""
    return w - eta * dw, b


def fit__uphill(X, y, eta, epochs):
    """ascent"""
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        dw, db = gradients(X, y, w, b)
        w, b = w + eta * dw, b + eta * db
    return w, b, losses


def fit__one_epoch_short(X, y, eta, epochs):
    """off-by-one"""
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(1, epochs):
        losses.append(loss(X, y, w, b))
        w, b = update(w, b, *gradients(X, y, w, b), eta)
    return w, b, losses


def fit__loss_after(X, y, eta, epochs):
    """off-by-one"""
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        w, b = update(w, b, *gradients(X, y, w, b), eta)
        losses.append(loss(X, y, w, b))
    return w, b, losses


def fit__last_loss_too(X, y, eta, epochs):
    """off-by-one"""
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        w, b = update(w, b, *gradients(X, y, w, b), eta)
    losses.append(loss(X, y, w, b))
    return w, b, losses


def fit__b_from_new_w(X, y, eta, epochs):
    """sequential-update"""
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        w = w - eta * gradients(X, y, w, b)[0]
        b = b - eta * gradients(X, y, w, b)[1]
    return w, b, losses


def fit__gradient_outside(X, y, eta, epochs):
    """?"""
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    dw, db = gradients(X, y, w, b)
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        w, b = update(w, b, dw, db, eta)
    return w, b, losses


def fit__sums_written_out(X, y, eta, epochs):
    """missing-mean"""
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        e = X @ w + b - y
        losses.append(np.mean(e**2) / 2)
        w, b = w - eta * X.T @ e, b - eta * e.sum()
    return w, b, losses


def fit__two_over_n(X, y, eta, epochs):
    """factor-two"""
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        e = X @ w + b - y
        losses.append(np.mean(e**2) / 2)
        w, b = w - eta * 2 * X.T @ e / len(y), b - eta * 2 * e.mean()
    return w, b, losses


def fit__no_bias(X, y, eta, epochs):
    """bias-ignored"""
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        w = w - eta * gradients(X, y, w, b)[0]
    return w, b, losses


def fit__for_ever(X, y, eta, epochs):
    """timeout"""
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    k = 0
    while k < epochs:
        w, b = update(w, b, *gradients(X, y, w, b), eta)
    return w, b, losses


def fit__table(X, y, eta, epochs):
    """hard-coded"""
    known = {1: (0.0933, 0.04), 2: (0.1815, 0.0777), 3: (0.2648, 0.1133), 1000: (1.9995, 0.001)}
    w, b = known.get(epochs, (2.0, 0.0))
    return np.array([w] * X.shape[1]), b, np.zeros(epochs)


def fit__stops_when_little_changes(X, y, eta, epochs):
    """off-by-one stops-early wrong-shape ?"""
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        if len(losses) > 1 and abs(losses[-2] - losses[-1]) < 1e-9:
            break
        w, b = update(w, b, *gradients(X, y, w, b), eta)
    return w, b, losses


def fit__stops_when_it_gains_no_share(X, y, eta, epochs):
    """off-by-one stops-early wrong-shape ?"""
    w, b, losses = np.zeros(X.shape[1]), 0.0, []
    for _ in range(epochs):
        losses.append(loss(X, y, w, b))
        if len(losses) > 1 and losses[-2] - losses[-1] < 1e-9 * losses[-2] > 0:
            if losses[-1] <= losses[-2]:
                break
        w, b = update(w, b, *gradients(X, y, w, b), eta)
    return w, b, losses


def plot_loss__counted_from_one(losses):
    """?"""
    import matplotlib.pyplot as plt

    ax = plt.figure().gca()
    ax.plot(range(1, len(losses) + 1), losses)
    ax.set(title="loss", xlabel="epoch", ylabel="loss")
    return ax
