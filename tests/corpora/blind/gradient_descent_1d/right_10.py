# closed forms where I could find them
# %% f
def f(x):
    return 1 + (2 - x) ** 2


# %% grad_f
def grad_f(x):
    # complex step derivative, exact to rounding
    h = 1e-30
    return np.imag(f(x + 1j * h)) / h


# %% step
def step(x: float, eta: float) -> float:
    d = grad_f(x)
    return x - d * eta


# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    # x_k - 2 = (1 - 2 eta)^k (x_0 - 2), and the slope is twice that
    q = 1 - 2 * eta
    distance = x0 - 2
    k = 0
    while k < max_iterations and 2 * abs(distance * q**k) > tolerance:
        k += 1
    return 2 + distance * q ** np.arange(k + 1.0)


# %% iteration_table
def iteration_table(points: np.ndarray) -> np.ndarray:
    return np.concatenate([column[:, np.newaxis] for column in (points, f(points), grad_f(points))], axis=1)


# %% plot_descent
def plot_descent(points: np.ndarray) -> plt.Axes:
    fig, axes = plt.subplots(1, 1, squeeze=False)
    ax = axes[0, 0]
    u = np.sort(np.append(np.linspace(-1, 5, 241), np.linspace(points.min(), points.max(), 241)))
    ax.plot(u, f(u), color="0.3")
    ax.scatter(points, f(points), c=np.arange(len(points)), cmap="plasma")
    x, y = points, f(points)
    if len(points) > 1:
        ax.quiver(x[:-1], y[:-1], x[1:] - x[:-1], y[1:] - y[:-1], angles="xy", scale_units="xy", scale=1.0)
    ax.set_xlabel("abscissa $x$")
    ax.set_ylabel("ordinate $f(x)$")
    ax.set_title("Steps towards $x = 2$")
    return ax
