# wrong: step: sequential update, y moves with the new x
# %% f
def f(x, y, a):
    # le paysage
    return x * (x + y) + a * y**2


# %% grad_f
def grad_f(x: float, y: float, a: float) -> np.ndarray:
    # le gradient est linéaire : une matrice fois le vecteur
    matrice = np.array([[2.0, 1.0], [1.0, 2.0 * a]])
    return matrice @ np.array([x, y])


# %% gradient_norm
def gradient_norm(x: float, y: float, a: float) -> float:
    pente = grad_f(x, y, a)
    return np.sqrt(pente @ pente)


# %% step
def step(point: np.ndarray, eta: float, a: float) -> np.ndarray:
    x, y = point
    x = x - eta * (2 * x + y)
    y = y - eta * (x + 2 * a * y)
    return np.array([x, y])


# %% descend
def descend(start: np.ndarray, eta: float, tolerance: float, a: float) -> np.ndarray:
    ici = np.array(start, dtype=float)
    chemin = ici[np.newaxis, :]
    while True:
        if gradient_norm(ici[0], ici[1], a) <= tolerance:
            return chemin
        ici = step(ici, eta, a)
        chemin = np.vstack([chemin, ici])


# %% plot_surface
def plot_surface(trajectory: np.ndarray, a: float) -> plt.Axes:
    figure = plt.figure(figsize=(8, 6))
    axes = figure.add_subplot(111, projection="3d")
    bas = trajectory.min(axis=0) - 0.3
    haut = trajectory.max(axis=0) + 0.3
    gx, gy = np.meshgrid(np.linspace(bas[0], haut[0], 100), np.linspace(bas[1], haut[1], 80))
    axes.plot_surface(gx, gy, f(gx, gy, a), alpha=0.4, cmap="terrain")
    x, y = trajectory.T
    axes.plot(x, y, f(x, y, a), "o-", color="k", label="marche")
    axes.set(xlabel="abscisse", ylabel="ordonnée", zlabel="hauteur", title="La descente")
    return axes
