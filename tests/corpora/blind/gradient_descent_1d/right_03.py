# Español
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
    figura = plt.figure(figsize=(7, 4))
    ejes = figura.add_subplot(1, 1, 1)
    izquierda, derecha = np.min(points), np.max(points)
    malla = np.linspace(min(izquierda, 0) - 1, max(derecha, 4) + 1, 400)
    ejes.plot(malla, f(malla), color="navy", label="función")
    ejes.scatter(points, f(points), color="crimson", zorder=3, label="puntos")
    alturas = f(points)
    ejes.quiver(
        points[:-1], alturas[:-1], np.diff(points), np.diff(alturas),
        angles="xy", scale_units="xy", scale=1, width=0.004,
    )
    ejes.set(xlabel="posición x", ylabel="altura f(x)", title="Descenso por el gradiente")
    ejes.legend()
    return ejes
