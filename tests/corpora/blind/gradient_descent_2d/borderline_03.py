# borderline: step: in-place on point.copy(): right for floats, fails for an integer array
# %% f
def f(x, y, a):
    first = x * x
    second = x * y
    third = a * y * y
    return first + second + third


# %% grad_f
def grad_f(x, y, a):
    g = np.zeros(2)
    g[0] = 2 * x + y
    g[1] = x + 2 * a * y
    return g


# %% gradient_norm
def gradient_norm(x, y, a):
    g = grad_f(x, y, a)
    total = 0
    for component in g:
        total = total + component**2
    return total**0.5


# %% step
def step(point, eta, a):
    new = point.copy()
    new -= eta * grad_f(point[0], point[1], a)
    return new


# %% descend
def descend(start, eta, tolerance, a):
    x = start[0]
    y = start[1]
    xs = [x]
    ys = [y]
    while gradient_norm(x, y, a) > tolerance:
        new = step(np.array([x, y]), eta, a)
        x = new[0]
        y = new[1]
        xs.append(x)
        ys.append(y)
    return np.column_stack((xs, ys))


# %% plot_surface
def plot_surface(trajectory, a):
    fig = plt.figure()
    ax = plt.axes(projection="3d")
    xs = [p[0] for p in trajectory]
    ys = [p[1] for p in trajectory]
    zs = [f(p[0], p[1], a) for p in trajectory]
    r = max(max(abs(v) for v in xs), max(abs(v) for v in ys)) + 0.5
    u = np.linspace(-r, r, 40)
    X, Y = np.meshgrid(u, u)
    Z = f(X, Y, a)
    ax.plot_surface(X, Y, Z, cmap="viridis", alpha=0.6)
    ax.plot(xs, ys, zs, "o-")
    ax.set_xlabel("x axis")
    ax.set_ylabel("y axis")
    ax.set_zlabel("z axis")
    plt.title("surface")
    return ax
