# wrong: descend: stops at < tolerance where the text says <=
# %% f
def f(x):
    return np.polyval([1.0, -4.0, 5.0], x)


# %% grad_f
def grad_f(x):
    return np.polyval(np.polyder([1.0, -4.0, 5.0]), x)


# %% step
def step(x: float, eta: float) -> float:
    return float(np.subtract(x, np.multiply(eta, grad_f(x))))


# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    points = [x0]
    for _ in range(max_iterations):
        if abs(grad_f(points[-1])) < tolerance:
            break
        points.append(step(points[-1], eta))
    return np.array(points)


# %% iteration_table
def iteration_table(points: np.ndarray) -> np.ndarray:
    return np.vstack((points, f(points), grad_f(points))).transpose()


# %% plot_descent
def plot_descent(points: np.ndarray) -> plt.Axes:
    ax = plt.figure().gca()
    grid = np.linspace(np.min(points) - 0.2, np.max(points) + 0.2, 1000)
    ax.plot(grid, np.polyval([1, -4, 5], grid), lw=1)
    ax.plot(points, np.polyval([1, -4, 5], points), ls="none", marker="D", ms=4)
    fx = f(points)
    for i in range(1, points.size):
        ax.annotate(
            text="",
            xytext=(points[i - 1], fx[i - 1]),
            xy=(points[i], fx[i]),
            arrowprops=dict(width=0.5, headwidth=5, headlength=6),
        )
    plt.setp(ax, xlabel="x / a.u.", ylabel="f / a.u.", title="GD, 1D")
    return ax
