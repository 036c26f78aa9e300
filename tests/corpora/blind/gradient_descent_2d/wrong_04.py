# wrong: gradient_norm: root missing, squared length
# %% f
def f(x, y, a):
    """The landscape: f(x, y) = x² + xy + a y²."""
    return x**2 + x * y + a * y**2


# %% grad_f
def grad_f(x: float, y: float, a: float) -> np.ndarray:
    return np.array([2 * x + y, x + 2 * a * y])


# %% gradient_norm
def gradient_norm(x: float, y: float, a: float) -> float:
    g = grad_f(x, y, a)
    return float(g @ g)


# %% step
def step(point: np.ndarray, eta: float, a: float) -> np.ndarray:
    x, y = point
    return point - eta * grad_f(x, y, a)


# %% descend
def descend(start: np.ndarray, eta: float, tolerance: float, a: float) -> np.ndarray:
    points = [start]
    while gradient_norm(points[-1][0], points[-1][1], a) > tolerance:
        points.append(step(points[-1], eta, a))
    return np.array(points)


# %% plot_surface
def plot_surface(trajectory: np.ndarray, a: float) -> plt.Axes:
    figure = plt.figure()
    ax = figure.add_subplot(projection="3d")
    xs, ys = trajectory[:, 0], trajectory[:, 1]
    gx, gy = np.meshgrid(
        np.linspace(xs.min() - 1, xs.max() + 1, 50), np.linspace(ys.min() - 1, ys.max() + 1, 50)
    )
    ax.plot_surface(gx, gy, f(gx, gy, a), alpha=0.5)
    ax.plot(xs, ys, f(xs, ys, a), "o-", color="red")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.set_zlabel("f(x, y)")
    ax.set_title("Gradient descent")
    return ax
