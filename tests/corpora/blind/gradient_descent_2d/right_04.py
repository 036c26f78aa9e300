# %% helpers
from functools import partial, reduce


# %% f
f = lambda x, y, a: x**2 + y * (x + a * y)


# %% grad_f
grad_f = lambda x, y, a: np.array((2 * x + y, x + 2 * a * y))


# %% gradient_norm
gradient_norm = lambda x, y, a: np.hypot(*grad_f(x, y, a))


# %% step
step = lambda point, eta, a: np.array([c - eta * g for c, g in zip(point, grad_f(*point, a))])


# %% descend
def descend(start, eta, tolerance, a):
    move = partial(step, eta=eta, a=a)

    def walk(p):
        yield p
        while gradient_norm(*p, a) > tolerance:
            p = move(p)
            yield p

    return np.array(list(walk(np.asarray(start))))


# %% plot_surface
def plot_surface(trajectory, a):
    _, ax = plt.subplots(subplot_kw={"projection": "3d"})
    height = partial(f, a=a)
    reach = 1.1 * np.abs(trajectory).max() + 0.1
    gx, gy = np.mgrid[-reach:reach:60j, -reach:reach:60j]
    ax.plot_surface(gx, gy, height(gx, gy), alpha=0.3)
    ax.plot(*trajectory.T, height(*trajectory.T), "o-")
    ax.set(xlabel="$x$", ylabel="$y$", zlabel="$z$", title=f"$a = {a}$")
    return ax
