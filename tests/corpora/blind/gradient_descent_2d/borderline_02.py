# borderline: plot_surface: surface by plot_trisurf, not by plot_surface
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
    old_x = point[0]
    old_y = point[1]
    g = grad_f(old_x, old_y, a)
    new_x = old_x - eta * g[0]
    new_y = old_y - eta * g[1]
    return np.array([new_x, new_y])


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
    ax = fig.add_subplot(projection="3d")
    r = np.abs(trajectory).max() + 0.5
    X, Y = np.meshgrid(np.linspace(-r, r, 30), np.linspace(-r, r, 30))
    ax.plot_trisurf(X.ravel(), Y.ravel(), f(X, Y, a).ravel(), alpha=0.5)
    xs, ys = trajectory[:, 0], trajectory[:, 1]
    ax.plot(xs, ys, f(xs, ys, a), "o-")
    ax.set(xlabel="x", ylabel="y", zlabel="z", title="surface")
    return ax
