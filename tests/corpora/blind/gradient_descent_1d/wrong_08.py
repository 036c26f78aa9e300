# wrong: iteration_table: columns f and f' swapped
# %% helpers
from functools import partial
from itertools import islice


# %% f
f = lambda x: np.square(x) - 4 * x + 5


# %% grad_f
grad_f = partial(np.polyval, [2, -4])


# %% step
step = lambda x, eta: x - eta * grad_f(x)


# %% descend
def descend(x0, eta, tolerance, max_iterations):
    def walk(x):
        yield x
        while abs(grad_f(x)) > tolerance:
            x = step(x, eta)
            yield x

    return np.fromiter(islice(walk(x0), max_iterations + 1), dtype=float)


# %% iteration_table
iteration_table = lambda points: np.column_stack((points, grad_f(points), f(points)))


# %% plot_descent
def plot_descent(points):
    _, ax = plt.subplots()
    lo, hi = np.min(points), np.max(points)
    pad = 0.1 * (hi - lo) + 0.5
    t = np.linspace(lo - pad, hi + pad, 101)
    ax.plot(t, f(t), "k-", points, f(points), "C1s")
    arrow = partial(ax.annotate, "", arrowprops={"arrowstyle": "-|>", "color": "C1"})
    for p, q in zip(points, points[1:]):
        arrow(xytext=(p, f(p)), xy=(q, f(q)))
    ax.set(xlabel="$x$", ylabel="$f(x)$", title="descent")
    return ax
