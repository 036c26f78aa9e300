# %% helpers
from functools import partial, reduce
from operator import mul


# %% predict
predict = lambda X, w, b: np.array([sum(map(mul, row, w)) + b for row in X])


# %% loss
loss = lambda X, y, w, b: sum((p - t) ** 2 for p, t in zip(predict(X, w, b), y)) / 2 / len(y)


# %% gradients
gradients = lambda X, y, w, b: (
    (lambda e: (np.array([np.mean(e * column) for column in X.T]), np.mean(e)))(predict(X, w, b) - y)
)


# %% update
update = lambda w, b, dw, db, eta: tuple(old - eta * slope for old, slope in ((w, dw), (b, db)))


# %% fit
def fit(X, y, eta, epochs):
    def epoch(state, _):
        w, b, losses = state
        return (*update(w, b, *gradients(X, y, w, b), eta), losses + [loss(X, y, w, b)])

    w, b, losses = reduce(epoch, range(epochs), (np.zeros(X.shape[1]), 0.0, []))
    return w, b, np.array(losses)


# %% plot_fit
def plot_fit(X, y, w, b):
    _, ax = plt.subplots()
    line = partial(ax.plot, color="C3")
    ends = [float(X.min()), float(X.max())]
    line(ends, [w[0] * e + b for e in ends], label=r"$\hat y = wx + b$")
    ax.plot(X.ravel(), y, "x", label="$y$")
    ax.set(xlabel="$x$", ylabel="$y$", title="samples and line")
    ax.legend()
    return ax


# %% plot_loss
def plot_loss(losses):
    _, ax = plt.subplots()
    ax.plot(*zip(*enumerate(losses)), "-")
    ax.set(xlabel="epoch", ylabel="$L$", title="$L$ against the epoch")
    return ax
