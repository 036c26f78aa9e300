# borderline: plot_descent: title of the figure by suptitle ("give the figure a title"), arrows by ax.arrow
# %% f
def f(x):
    # la parábola, con Horner
    return (x - 4) * x + 5


# %% grad_f
def grad_f(x):
    # derivada
    return -4 + x + x


# %% step
def step(x: float, eta: float) -> float:
    """Un paso cuesta abajo."""
    pendiente = grad_f(x)
    return x + eta * (-pendiente)


# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    # reservamos sitio para todos los puntos y recortamos al final
    puntos = np.empty(max_iterations + 1)
    puntos[0] = x0
    k = 0
    while k < max_iterations:
        if np.abs(grad_f(puntos[k])) <= tolerance:
            break
        puntos[k + 1] = step(puntos[k], eta)
        k = k + 1
    return puntos[: k + 1].copy()


# %% iteration_table
def iteration_table(points: np.ndarray) -> np.ndarray:
    filas = [points, f(points), grad_f(points)]
    return np.array(filas).T


# %% plot_descent
def plot_descent(points: np.ndarray) -> plt.Axes:
    fig, ax = plt.subplots()
    xs = np.linspace(points.min() - 1, points.max() + 1, 200)
    ax.plot(xs, f(xs))
    ax.scatter(points, f(points))
    for a, b in zip(points[:-1], points[1:]):
        ax.arrow(a, f(a), b - a, f(b) - f(a), length_includes_head=True, head_width=0.03)
    ax.set_xlabel("x")
    ax.set_ylabel("f(x)")
    fig.suptitle("Gradient descent")
    return ax
