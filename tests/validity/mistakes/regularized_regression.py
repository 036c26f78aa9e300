"""Wrong answers to `regularized_regression`. Each docstring names the diagnosis; "?" is none."""

import numpy as np


def predict__no_bias(X, w, b):
    """bias-ignored"""
    return X @ w


def l1_penalty__signed(w, lam):
    """?"""
    return lam * np.sum(w)


def l1_penalty__squares(w, lam):
    """l2-for-l1"""
    return lam / 2 * np.sum(w**2)


def l1_penalty__euclid(w, lam):
    """l2-for-l1"""
    return lam * np.linalg.norm(w)


def l1_penalty__no_lambda(w, lam):
    """penalty-missing"""
    return np.sum(np.abs(w))


def l2_penalty__no_half(w, lam):
    """factor-two"""
    return lam * np.sum(w**2)


def l2_penalty__absolute(w, lam):
    """l1-for-l2"""
    return lam * np.sum(np.abs(w))


def l2_penalty__root(w, lam):
    """?"""
    return lam / 2 * np.linalg.norm(w)


def l1_term__sign_of_zero(w, lam):
    """?"""
    return np.where(w >= 0, lam, -lam)


def l1_term__weights(w, lam):
    """l2-for-l1"""
    return lam * w


def l1_term__minus(w, lam):
    """penalty-sign"""
    return -lam * np.sign(w)


def l1_term__quotient(w, lam):
    """not-finite"""
    return lam * w / np.abs(w)


def l2_term__two(w, lam):
    """factor-two"""
    return 2 * lam * w


def l2_term__sign(w, lam):
    """l1-for-l2"""
    return lam * np.sign(w)


def loss__none(X, y, w, b, lam, penalty):
    """penalty-missing"""
    return np.sum((y - X @ w - b) ** 2) / 2


def loss__minus(X, y, w, b, lam, penalty):
    """penalty-sign"""
    extra = {"none": 0, "L1": l1_penalty(w, lam), "L2": l2_penalty(w, lam)}[penalty]
    return np.sum((y - X @ w - b) ** 2) / 2 - extra


def loss__mean(X, y, w, b, lam, penalty):
    """extra-mean"""
    extra = {"none": 0, "L1": l1_penalty(w, lam), "L2": l2_penalty(w, lam)}[penalty]
    return np.mean((y - X @ w - b) ** 2) / 2 + extra


def loss__with_bias(X, y, w, b, lam, penalty):
    """bias-penalised"""
    v = np.append(w, b)
    extra = {"none": 0, "L1": lam * np.abs(v).sum(), "L2": lam / 2 * (v @ v)}[penalty]
    return np.sum((y - X @ w - b) ** 2) / 2 + extra


def loss__always_l2(X, y, w, b, lam, penalty):
    """l2-for-l1"""
    extra = 0 if penalty == "none" else l2_penalty(w, lam)
    return np.sum((y - X @ w - b) ** 2) / 2 + extra


def loss__always_penalised(X, y, w, b, lam, penalty):
    """?"""
    extra = l1_penalty(w, lam) if penalty == "L1" else l2_penalty(w, lam)
    return np.sum((y - X @ w - b) ** 2) / 2 + extra


def gradients__no_penalty(X, y, w, b, lam, penalty):
    """penalty-missing"""
    e = y - X @ w - b
    return -X.T @ e, -e.sum()


def gradients__minus(X, y, w, b, lam, penalty):
    """penalty-sign"""
    e = y - X @ w - b
    term = {"none": 0, "L1": l1_term(w, lam), "L2": l2_term(w, lam)}[penalty]
    return -X.T @ e - term, -e.sum()


def gradients__with_bias(X, y, w, b, lam, penalty):
    """bias-penalised"""
    e = y - X @ w - b
    term = {"none": 0, "L1": lam * np.sign(w), "L2": lam * w}[penalty]
    bias = {"none": 0, "L1": lam * np.sign(b), "L2": lam * b}[penalty]
    return -X.T @ e + term, -e.sum() + bias


def gradients__mean(X, y, w, b, lam, penalty):
    """extra-mean"""
    e = y - X @ w - b
    term = {"none": 0, "L1": lam * np.sign(w), "L2": lam * w}[penalty]
    return -X.T @ e / len(y) + term, -e.mean()


def gradients__data_sign(X, y, w, b, lam, penalty):
    """sign-flipped"""
    e = y - X @ w - b
    term = {"none": 0, "L1": lam * np.sign(w), "L2": lam * w}[penalty]
    return X.T @ e + term, e.sum()


def gradients__swapped_penalties(X, y, w, b, lam, penalty):
    """l2-for-l1 l1-for-l2"""
    e = y - X @ w - b
    term = {"none": 0, "L2": lam * np.sign(w), "L1": lam * w}[penalty]
    return -X.T @ e + term, -e.sum()


def gradients__lambda_squared(X, y, w, b, lam, penalty):
    """?"""
    e = y - X @ w - b
    term = {"none": 0, "L1": lam**2 * np.sign(w), "L2": lam**2 * w}[penalty]
    return -X.T @ e + term, -e.sum()


def gradients__bias_forgotten(X, y, w, b, lam, penalty):
    """bias-ignored"""
    e = y - X @ w
    term = {"none": 0, "L1": lam * np.sign(w), "L2": lam * w}[penalty]
    return -X.T @ e + term, -e.sum()


def update__uphill(w, b, dw, db, eta):
    """ascent"""
    return w + eta * dw, b + eta * db


def update__no_eta(w, b, dw, db, eta):
    """learning-rate-ignored"""
    return w - dw, b - db


def fit__mean_after(X, y, eta, lam, penalty, iterations):
    """off-by-one"""
    w, b, means = np.zeros((X.shape[1], 1)), 0.0, []
    for _ in range(iterations):
        w, b = update(w, b, *gradients(X, y, w, b, lam, penalty), eta)
        means.append(predict(X, w, b).mean())
    return w, b, means


def fit__no_penalty(X, y, eta, lam, penalty, iterations):
    """penalty-missing"""
    w, b, means = np.zeros((X.shape[1], 1)), 0.0, []
    for _ in range(iterations):
        means.append(predict(X, w, b).mean())
        w, b = update(w, b, *gradients(X, y, w, b, lam, "none"), eta)
    return w, b, means


def fit__sequential(X, y, eta, lam, penalty, iterations):
    """sequential-update"""
    w, b, means = np.zeros((X.shape[1], 1)), 0.0, []
    for _ in range(iterations):
        means.append(predict(X, w, b).mean())
        w = w - eta * gradients(X, y, w, b, lam, penalty)[0]
        b = b - eta * gradients(X, y, w, b, lam, penalty)[1]
    return w, b, means


def fit__with_bias(X, y, eta, lam, penalty, iterations):
    """bias-penalised"""
    w, b, means = np.zeros((X.shape[1], 1)), 0.0, []
    for _ in range(iterations):
        means.append(predict(X, w, b).mean())
        dw, db = gradients(X, y, w, b, lam, penalty)
        db += {"none": 0, "L1": lam * np.sign(b), "L2": lam * b}[penalty]
        w, b = update(w, b, dw, db, eta)
    return w, b, means


def fit__losses_instead(X, y, eta, lam, penalty, iterations):
    """?"""
    w, b, losses = np.zeros((X.shape[1], 1)), 0.0, []
    for _ in range(iterations):
        losses.append(loss(X, y, w, b, lam, penalty))
        w, b = update(w, b, *gradients(X, y, w, b, lam, penalty), eta)
    return w, b, losses


def fit__penalty_outside_eta(X, y, eta, lam, penalty, iterations):
    """?"""
    w, b, means = np.zeros((X.shape[1], 1)), 0.0, []
    for _ in range(iterations):
        means.append(predict(X, w, b).mean())
        dw, db = gradients(X, y, w, b, lam, "none")
        term = {"none": 0, "L1": l1_term(w, lam), "L2": l2_term(w, lam)}[penalty]
        w, b = w - eta * dw - term, b - eta * db
    return w, b, means


def predict__bias_on_the_first_sample(X, w, b):
    """?"""
    predictions = X @ w
    predictions[0] += b
    return predictions


def gradients__bias_penalised_with_l2(X, y, w, b, lam, penalty):
    """bias-penalised"""
    e = predict(X, w, b) - y
    dw, db = X.T @ e, e.sum()
    if penalty == "L1":
        dw = dw + l1_term(w, lam)
    if penalty == "L2":
        dw, db = dw + l2_term(w, lam), db + lam * b
    return dw, db


def plot_mean_predictions__names_in_an_order_of_its_own(histories):
    """?"""
    import matplotlib.pyplot as plt

    ax = plt.figure().gca()
    for means, name in zip(histories.values(), ("none", "L1", "L2")):
        ax.plot(means, label=name)
    ax.legend()
    ax.set(title="means", xlabel="updates", ylabel="mean")
    return ax


def plot_mean_predictions__names_given_to_the_legend(histories):
    """?"""
    import matplotlib.pyplot as plt

    ax = plt.figure().gca()
    for means in histories.values():
        ax.plot(means)
    ax.legend(["none", "L1", "L2"])
    ax.set(title="means", xlabel="updates", ylabel="mean")
    return ax


def fit__stops_when_little_changes(X, y, eta, lam, penalty, iterations):
    """off-by-one stops-early wrong-shape ?"""
    w, b, means = np.zeros((X.shape[1], 1)), 0.0, []
    for _ in range(iterations):
        means.append(float(np.mean(predict(X, w, b))))
        if len(means) > 1 and abs(means[-2] - means[-1]) < 1e-9:
            break
        w, b = update(w, b, *gradients(X, y, w, b, lam, penalty), eta)
    return w, b, means
