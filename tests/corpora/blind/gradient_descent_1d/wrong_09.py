# wrong: descend: tolerance of the setup cell hard-coded, the argument ignored
# %% helpers
class Parabola:
    """a x^2 + b x + c"""

    def __init__(self, a, b, c):
        self.a, self.b, self.c = a, b, c

    def value(self, x):
        return self.a * x**2 + self.b * x + self.c

    def slope(self, x):
        return 2 * self.a * x + self.b


class Walker:
    def __init__(self, start, eta):
        self.eta = eta
        self.path = [start]

    @property
    def here(self):
        return self.path[-1]

    def is_flat(self, tolerance):
        return abs(hill.slope(self.here)) <= tolerance

    def move(self):
        self.path.append(self.here - self.eta * hill.slope(self.here))


hill = Parabola(1, -4, 5)


# %% f
def f(x):
    return hill.value(x)


# %% grad_f
def grad_f(x):
    return hill.slope(x)


# %% step
def step(x: float, eta: float) -> float:
    return x - eta * grad_f(x)


# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    walker = Walker(x0, eta)
    while len(walker.path) <= max_iterations and not walker.is_flat(1e-4):
        walker.move()
    return np.asarray(walker.path, dtype=float)


# %% iteration_table
def iteration_table(points: np.ndarray) -> np.ndarray:
    return np.c_[points, f(points), grad_f(points)]


# %% plot_descent
def plot_descent(points: np.ndarray) -> plt.Axes:
    from matplotlib.patches import FancyArrowPatch

    fig, ax = plt.subplots(figsize=(6, 6))
    span = max(abs(points - 2).max(), 1.0) * 1.2
    xs = np.linspace(2 - span, 2 + span, 300)
    ax.plot(xs, f(xs))
    ax.scatter(points, f(points), marker="x", c="black")
    for here, there in zip(points[:-1], points[1:]):
        ax.add_patch(
            FancyArrowPatch(
                (here, f(here)), (there, f(there)), arrowstyle="->", mutation_scale=15, color="red"
            )
        )
    ax.set_xlabel("x")
    ax.set_ylabel("f(x) of the parabola")
    ax.set_title("Walker on a hill")
    return ax
