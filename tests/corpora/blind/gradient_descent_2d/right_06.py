# %% f
def f(x, y, a):
    # quadratic form p^T Q p, for any shape of x and y
    p = np.stack([x, y])
    Q = np.array([[1.0, 0.5], [0.5, a]])
    return np.einsum("i...,ij,j...->...", p, Q, p)


# %% grad_f
def grad_f(x: float, y: float, a: float) -> np.ndarray:
    return np.einsum("ij,j->i", np.array([[2.0, 1.0], [1.0, 2 * a]]), np.array([x, y]))


# %% gradient_norm
def gradient_norm(x: float, y: float, a: float) -> float:
    g = grad_f(x, y, a)
    return float(np.sqrt(np.einsum("i,i", g, g)))


# %% step
def step(point: np.ndarray, eta: float, a: float) -> np.ndarray:
    # one matrix does it: (1 - eta H) p
    H = np.array([[2.0, 1.0], [1.0, 2 * a]])
    return np.dot(np.eye(2) - eta * H, point)


# %% descend
def descend(start: np.ndarray, eta: float, tolerance: float, a: float) -> np.ndarray:
    trajectory = np.array(start, dtype=float).reshape(1, 2)
    p = trajectory[0]
    while np.dot(grad_f(p[0], p[1], a), grad_f(p[0], p[1], a)) ** 0.5 > tolerance:
        p = step(p, eta, a)
        trajectory = np.append(trajectory, [p], axis=0)
    return trajectory


# %% plot_surface
def plot_surface(trajectory: np.ndarray, a: float) -> plt.Axes:
    ax = plt.figure().add_subplot(projection="3d")
    R = np.max(np.abs(trajectory)) + 0.25
    t = np.linspace(-R, R, 75)
    gx, gy = np.meshgrid(t, t, indexing="ij")
    ax.plot_surface(gx, gy, f(gx, gy, a), alpha=0.35, rstride=3, cstride=3)
    x, y = trajectory[:, 0], trajectory[:, 1]
    z = f(x, y, a)
    ax.plot(x, y, z, marker="^", linestyle="-", color="tab:red")
    ax.set_title("z = f(x, y)")
    plt.setp(ax, xlabel="x", ylabel="y", zlabel="z")
    return ax
