# %% f
def f(x, y, a):
    # completed square
    return (x + y / 2) ** 2 + (a - 0.25) * y**2


# %% grad_f
def grad_f(x: float, y: float, a: float) -> np.ndarray:
    # complex step
    h = 1e-30
    return np.array([f(x + h * 1j, y, a).imag / h, f(x, y + h * 1j, a).imag / h])


# %% gradient_norm
def gradient_norm(x: float, y: float, a: float) -> float:
    u, v = grad_f(x, y, a)
    return abs(complex(u, v))


# %% step
def step(point: np.ndarray, eta: float, a: float) -> np.ndarray:
    return np.add(point, np.multiply(-eta, grad_f(point[0], point[1], a)))


# %% descend
def descend(start: np.ndarray, eta: float, tolerance: float, a: float) -> np.ndarray:
    buffer = np.empty((8, 2))
    buffer[0] = start
    n = 0
    while gradient_norm(buffer[n, 0], buffer[n, 1], a) > tolerance:
        if n + 1 == len(buffer):
            buffer = np.concatenate([buffer, np.empty_like(buffer)])
        buffer[n + 1] = step(buffer[n], eta, a)
        n += 1
    return buffer[: n + 1].copy()


# %% plot_surface
def plot_surface(trajectory: np.ndarray, a: float) -> plt.Axes:
    fig, axs = plt.subplots(1, 1, subplot_kw=dict(projection="3d"), squeeze=False)
    ax = axs[0][0]
    xs, ys = np.hsplit(trajectory, 2)
    xs, ys = xs.ravel(), ys.ravel()
    # a round piece of landscape in polar coordinates
    radius = np.hypot(xs, ys).max() * 1.2 + 0.2
    rr, phi = np.meshgrid(np.linspace(0, radius, 40), np.linspace(0, 2 * np.pi, 60))
    gx, gy = rr * np.cos(phi), rr * np.sin(phi)
    ax.plot_surface(gx, gy, f(gx, gy, a), alpha=0.4, cmap="Blues")
    ax.plot(xs, ys, f(xs, ys, a), "k-")
    ax.scatter(xs, ys, f(xs, ys, a), c="r")
    ax.set(xlabel="x", ylabel="y", zlabel="z", title="walk on a bowl")
    return ax
