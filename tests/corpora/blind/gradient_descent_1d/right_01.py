# %% f
def f(x):
    """The function to minimise: f(x) = x² − 4x + 5."""
    return x**2 - 4 * x + 5


# %% grad_f
def grad_f(x):
    """The derivative of f: f′(x) = 2x − 4."""
    return 2 * x - 4


# %% step
def step(x: float, eta: float) -> float:
    return x - eta * grad_f(x)


# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    x = x0
    points = [x]
    k = 0
    while abs(grad_f(x)) > tolerance and k < max_iterations:
        x = step(x, eta)
        points.append(x)
        k += 1
    return np.array(points)


# %% iteration_table
def iteration_table(points: np.ndarray) -> np.ndarray:
    return np.column_stack([points, f(points), grad_f(points)])


# %% plot_descent
def plot_descent(points: np.ndarray) -> plt.Axes:
    figure, ax = plt.subplots()
    xs = np.linspace(points.min() - 1, points.max() + 1, 200)
    ax.plot(xs, f(xs), label="f(x)")
    ax.plot(points, f(points), "o", color="tab:red")
    for k in range(len(points) - 1):
        ax.annotate(
            "",
            xy=(points[k + 1], f(points[k + 1])),
            xytext=(points[k], f(points[k])),
            arrowprops={"arrowstyle": "->"},
        )
    ax.set_xlabel("x")
    ax.set_ylabel("f(x)")
    ax.set_title("Gradient descent")
    return ax
