# wrong: grad_f: a left out of the derivative by y, right only for a = 1
# %% f
def f(x, y, a):
    # сумма трёх членов
    return sum([a * y**2, x * y, x**2])


# %% grad_f
def grad_f(x: float, y: float, a: float) -> np.ndarray:
    return np.array([2 * x + y, x + 2 * y])


# %% gradient_norm
def gradient_norm(x: float, y: float, a: float) -> float:
    # корень из суммы квадратов
    return sum(g**2 for g in grad_f(x, y, a)) ** 0.5


# %% step
def step(point: np.ndarray, eta: float, a: float) -> np.ndarray:
    x, y = point
    # обе координаты одновременно
    x, y = x - eta * (2 * x + y), y - eta * (x + 2 * a * y)
    return np.array([x, y])


# %% descend
def descend(start: np.ndarray, eta: float, tolerance: float, a: float) -> np.ndarray:
    точки = [tuple(start)]
    while gradient_norm(*точки[-1], a) > tolerance:
        точки.append(tuple(step(np.array(точки[-1]), eta, a)))
    return np.array(точки)


# %% plot_surface
def plot_surface(trajectory: np.ndarray, a: float) -> plt.Axes:
    рисунок = plt.figure()
    оси = рисунок.add_subplot(projection="3d")
    края = [
        np.linspace(min(trajectory[:, i]) - 0.5, max(trajectory[:, i]) + 0.5, 45) for i in (0, 1)
    ]
    X, Y = np.meshgrid(*края)
    оси.plot_surface(X, Y, f(X, Y, a), alpha=0.5)
    x, y = trajectory[:, 0], trajectory[:, 1]
    оси.plot(x, y, f(x, y, a), "o-", color="magenta")
    оси.set_xlabel("икс")
    оси.set_ylabel("игрек")
    оси.set_zlabel("высота")
    оси.set_title("Спуск")
    return оси
