# wrong: step: changes the caller's point in place
# %% f
def f(x, y, a):
    print("computing f with a =", a)
    return x**2 + x * y + a * (y**2)


# %% grad_f
def grad_f(x: float, y: float, a: float) -> np.ndarray:
    dfdx = 2 * x + y  # y is fixed
    dfdy = x + a * 2 * y  # x is fixed
    print("gradient:", dfdx, dfdy)
    return np.array([dfdx, dfdy])


# %% gradient_norm
def gradient_norm(x: float, y: float, a: float) -> float:
    dfdx, dfdy = grad_f(x, y, a)
    return np.sqrt(dfdx**2 + dfdy**2)


# %% step
def step(point: np.ndarray, eta: float, a: float) -> np.ndarray:
    gradient = grad_f(point[0], point[1], a)
    point[0] = point[0] - eta * gradient[0]
    point[1] = point[1] - eta * gradient[1]
    return point


# %% descend
def descend(start: np.ndarray, eta: float, tolerance: float, a: float) -> np.ndarray:
    position = np.array(start, dtype=float)
    points = []
    points.append(position.copy())
    steepness = gradient_norm(position[0], position[1], a)
    while steepness > tolerance:
        position = step(position, eta, a)
        points.append(position.copy())
        steepness = gradient_norm(position[0], position[1], a)
    print("finished with", len(points), "points")
    return np.array(points)


# %% plot_surface
def plot_surface(trajectory: np.ndarray, a: float) -> plt.Axes:
    fig = plt.figure()
    ax = fig.add_subplot(1, 1, 1, projection="3d")
    x = np.linspace(-3, 3, 100)
    y = np.linspace(-3, 3, 100)
    # make it wider if the walk starts further away
    if np.abs(trajectory).max() > 3:
        m = np.abs(trajectory).max()
        x = np.linspace(-m, m, 100)
        y = np.linspace(-m, m, 100)
    X, Y = np.meshgrid(x, y)
    ax.plot_surface(X, Y, f(X, Y, a), alpha=0.5, cmap="coolwarm")
    walk_z = f(trajectory[:, 0], trajectory[:, 1], a)
    ax.plot(trajectory[:, 0], trajectory[:, 1], walk_z, "o-", color="black", markersize=4)
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.set_zlabel("f")
    ax.set_title("Surface and walk, a = " + str(a))
    return ax
