"""Right answers to `gradient_descent_2d`, in many styles."""

import math

import numpy as np


def f__factored(x, y, a):
    return x * (x + y) + a * y * y


def f__squares_completed(x, y, a):
    return (x + y / 2) ** 2 + (a - 0.25) * y**2


def f__powers(x, y, a):
    return np.power(x, 2) + np.multiply(x, y) + a * np.power(y, 2)


def grad_f__tuple(x, y, a):
    gx = 2 * x + y
    gy = x + 2 * a * y
    return gx, gy


def grad_f__matrix(x, y, a):
    return np.array([[2, 1], [1, 2 * a]]) @ np.array([x, y])


def grad_f__column(x, y, a):
    H = np.array([[2.0, 1.0], [1.0, 2.0 * a]])
    return H.dot(np.array([[x], [y]]))


def grad_f__list(x, y, a):
    return [x + x + y, x + (a + a) * y]


def gradient_norm__linalg(x, y, a):
    return np.linalg.norm(grad_f(x, y, a))


def gradient_norm__root(x, y, a):
    return ((2 * x + y) ** 2 + (x + 2 * a * y) ** 2) ** 0.5


def gradient_norm__dot(x, y, a):
    g = np.asarray(grad_f(x, y, a))
    return np.sqrt(g @ g)


def gradient_norm__hypot(x, y, a):
    return math.hypot(*grad_f(x, y, a))


def step__arrays(point, eta, a):
    return np.asarray(point) - eta * np.asarray(grad_f(point[0], point[1], a))


def step__coordinates(point, eta, a):
    x, y = point
    gx, gy = grad_f(x, y, a)
    return x - eta * gx, y - eta * gy


def step__matrix(point, eta, a):
    return (np.eye(2) - eta * np.array([[2, 1], [1, 2 * a]])) @ point


def step__in_place_on_a_copy(point, eta, a):
    new = point.copy()
    new -= eta * np.array(grad_f(*point, a))
    return new


def descend__handout(start, eta, tolerance, a):
    point = np.array([start[0], start[1]], dtype=float)
    trajectory = [point.copy()]
    grad = np.array(grad_f(*point, a))
    k = 0
    while np.linalg.norm(grad) > tolerance:
        point -= eta * grad
        trajectory.append(point.copy())
        k += 1
        print(f"Iteration {k}: x={point[0]:.4f}, y={point[1]:.4f}")
        grad = np.array(grad_f(*point, a))
    return np.array(trajectory)


def descend__two_lists(start, eta, tolerance, a):
    xs, ys = [start[0]], [start[1]]
    while gradient_norm(xs[-1], ys[-1], a) > tolerance:
        gx, gy = grad_f(xs[-1], ys[-1], a)
        xs.append(xs[-1] - eta * gx)
        ys.append(ys[-1] - eta * gy)
    return np.column_stack([xs, ys])


def descend__list_of_tuples(start, eta, tolerance, a):
    path = [tuple(start)]
    while True:
        x, y = path[-1]
        if gradient_norm(x, y, a) < tolerance:
            return path
        path.append(tuple(step((x, y), eta, a)))


def descend__vstack(start, eta, tolerance, a):
    T = np.asarray(start, float).reshape(1, 2)
    while gradient_norm(T[-1, 0], T[-1, 1], a) > tolerance:
        T = np.vstack([T, step(T[-1], eta, a)])
    return T


def plot_surface__handout(trajectory, a):
    import matplotlib.pyplot as plt

    X, Y = np.meshgrid(np.linspace(-1, 2.5, 100), np.linspace(-4, 4, 100))
    Z = f(X, Y, a)
    fig = plt.figure(figsize=(10, 6))
    ax = fig.add_subplot(111, projection="3d")
    ax.plot_surface(X, Y, Z, alpha=0.6, cmap="viridis")
    ax.plot(
        trajectory[:, 0],
        trajectory[:, 1],
        f(trajectory[:, 0], trajectory[:, 1], a),
        "ro-",
        label="Gradient Descent",
    )
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.set_zlabel("f(x, y)")
    ax.set_title("descent")
    return ax


def plot_surface__scatter(trajectory, a):
    import matplotlib.pyplot as plt

    t = np.array(trajectory)
    reach = np.abs(t).max() + 0.5
    side = np.arange(-reach, reach + 0.1, 0.1)
    X, Y = np.meshgrid(side, side)
    ax = plt.axes(projection="3d")
    ax.plot_surface(X, Y, X**2 + X * Y + a * Y**2, rstride=2, cstride=2)
    ax.scatter(t[:, 0], t[:, 1], [f(x, y, a) for x, y in t], color="r")
    ax.set(xlabel="x", ylabel="y", zlabel="z", title="surface")
    return ax


def plot_surface__wireframe(trajectory, a):
    import matplotlib.pyplot as plt

    X, Y = np.meshgrid(np.linspace(-4, 4, 60), np.linspace(-4, 4, 60))
    fig, ax = plt.subplots(subplot_kw={"projection": "3d"})
    ax.plot_wireframe(X, Y, f(X, Y, a), color="grey")
    ax.plot3D(*trajectory.T, f(*trajectory.T, a), color="red", marker="o")
    ax.set(xlabel="x", ylabel="y", zlabel="f", title="wire frame")
    return ax
