# %% helpers
from functools import partial, reduce

_zero = lambda w, lam: 0.0


# %% predict
predict = lambda X, w, b: np.add(np.matmul(X, w), b)


# %% l1_penalty
l1_penalty = lambda w, lam: lam * float(np.abs(w).sum())


# %% l2_penalty
l2_penalty = lambda w, lam: lam * float(np.vdot(w, w)) / 2


# %% l1_term
l1_term = lambda w, lam: lam * (np.greater(w, 0).astype(float) - np.less(w, 0))


# %% l2_term
l2_term = lambda w, lam: w * lam


# %% loss
loss = lambda X, y, w, b, lam, penalty: (
    float(np.square(y - predict(X, w, b)).sum()) / 2
    + {"none": _zero, "L1": l1_penalty, "L2": l2_penalty}[penalty](w, lam)
)


# %% gradients
def gradients(X, y, w, b, lam, penalty):
    pull = {"none": _zero, "L1": l1_term, "L2": l2_term}[penalty]
    minus_e = predict(X, w, b) - y
    return X.T @ minus_e + pull(w, lam), float(np.sum(minus_e))


# %% update
update = lambda w, b, dw, db, eta: tuple(p - eta * g for p, g in zip((w, b), (dw, db)))


# %% fit
def fit(X, y, eta, lam, penalty, iterations):
    slopes = partial(gradients, X, y, lam=lam, penalty=penalty)
    start = (np.zeros((X.shape[1], 1)), 0.0)
    one = lambda states, _: states + [update(*states[-1], *slopes(*states[-1]), eta)]
    states = reduce(one, range(iterations), [start])
    return (*states[-1], np.array([np.mean(predict(X, *s)) for s in states[:-1]]))


# %% plot_mean_predictions
def plot_mean_predictions(histories):
    _, ax = plt.subplots()
    lines = [ax.plot(means, marker=".")[0] for means in histories.values()]
    ax.legend(lines, list(histories))
    ax.set(xlabel="$t$", ylabel=r"$\bar y(t)$", title="mean prediction")
    return ax
