# %% helpers
class Landscape:
    def __init__(self, a):
        self.a = a

    def height(self, x, y):
        return x**2 + x * y + self.a * y**2

    def gradient(self, x, y):
        return np.array([2 * x + y, x + 2 * self.a * y])

    def steepness(self, x, y):
        return float(np.sqrt(np.sum(self.gradient(x, y) ** 2)))


# %% f
def f(x, y, a):
    return Landscape(a).height(x, y)


# %% grad_f
def grad_f(x: float, y: float, a: float) -> np.ndarray:
    return Landscape(a).gradient(x, y)


# %% gradient_norm
def gradient_norm(x: float, y: float, a: float) -> float:
    return Landscape(a).steepness(x, y)


# %% step
def step(point: np.ndarray, eta: float, a: float) -> np.ndarray:
    return point - eta * Landscape(a).gradient(point[0], point[1])


# %% descend
def descend(start: np.ndarray, eta: float, tolerance: float, a: float) -> np.ndarray:
    land = Landscape(a)
    path = [np.array(start, dtype=float)]
    while not land.steepness(*path[-1]) <= tolerance:
        path.append(step(path[-1], eta, a))
    return np.stack(path)


# %% plot_surface
def plot_surface(trajectory: np.ndarray, a: float) -> plt.Axes:
    land = Landscape(a)
    fig = plt.figure()
    ax = fig.add_subplot(projection="3d")
    (x0, y0), (x1, y1) = trajectory.min(0), trajectory.max(0)
    px, py = 0.2 + 0.1 * (x1 - x0), 0.2 + 0.1 * (y1 - y0)
    X, Y = np.meshgrid(np.linspace(x0 - px, x1 + px, 30), np.linspace(y0 - py, y1 + py, 30))
    ax.plot_surface(X, Y, land.height(X, Y), alpha=0.7, color="lightgreen")
    ax.plot3D(trajectory[:, 0], trajectory[:, 1], land.height(trajectory[:, 0], trajectory[:, 1]), "ro-")
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.set_zlabel("height")
    ax.set_title("Landscape")
    return ax
