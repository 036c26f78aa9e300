# wrong: descend: stops on the length of the step, not on the slope
# %% helpers
def _stelle(x):
    """Funktionswert an einer einzelnen Stelle."""
    return sum(koeff * x**potenz for potenz, koeff in enumerate((5, -4, 1)))


# %% f
def f(x):
    # einzelne Zahl oder Feld?
    if np.ndim(x) == 0:
        return _stelle(x)
    return np.array([f(teil) for teil in x])


# %% grad_f
def grad_f(x):
    if np.ndim(x) == 0:
        return sum(p * k * x ** (p - 1) for p, k in ((1, -4), (2, 1)))
    return np.array([grad_f(teil) for teil in x])


# %% step
def step(x: float, eta: float) -> float:
    steigung = grad_f(x)
    return x - steigung * eta


# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    punkte = [x0]
    while len(punkte) <= max_iterations:
        neu = step(punkte[-1], eta)
        if abs(neu - punkte[-1]) <= tolerance:
            break
        punkte.append(neu)
    return np.array(punkte)


# %% iteration_table
def iteration_table(points: np.ndarray) -> np.ndarray:
    # Zeile für Zeile
    return np.array([(x, wert, steigung) for x, wert, steigung in zip(points, f(points), grad_f(points))])


# %% plot_descent
def plot_descent(points: np.ndarray) -> plt.Axes:
    bild, achse = plt.subplots()
    von, bis = min(points), max(points)
    breite = (bis - von) or 1.0
    gitter = [von - breite / 10 + i * (1.2 * breite) / 150 for i in range(151)]
    achse.plot(gitter, [f(x) for x in gitter], color="gray")
    achse.plot(list(points), [f(x) for x in points], "r.", markersize=10)
    paare = list(zip(points, f(points)))
    for anfang, ende in zip(paare, paare[1:]):
        achse.annotate("", xy=ende, xytext=anfang, arrowprops=dict(arrowstyle="->", color="red"))
    achse.set_xlabel("Ort x")
    achse.set_ylabel("Höhe f(x)")
    achse.set_title("Abstieg")
    return achse
