"""Right answers to `gradient_descent_1d`, in many styles."""

import itertools

import numpy as np


def f__square_completed(x):
    return (x - 2) ** 2 + 1


def f__horner(x):
    return x * (x - 4) + 5


def f__polyval(x):
    return np.polyval([1, -4, 5], x)


def f__array_always(x):
    return np.atleast_1d(x) ** 2 - 4 * np.atleast_1d(x) + 5


def f__power(x):
    return np.power(x, 2) - np.multiply(4, x) + 5


def grad_f__factored(x):
    return 2 * (x - 2)


def grad_f__lambda(x):
    return (lambda t: -4 + 2 * t)(x)


def grad_f__poly1d(x):
    return np.poly1d([1, -4, 5]).deriv()(x)


def grad_f__sums(x):
    return x + x - 4.0


def step__direct(x, eta):
    return x - eta * (2 * x - 4)


def step__calls(x, eta):
    slope = grad_f(x)
    new_x = x - slope * eta
    return new_x


def step__contraction(x, eta):
    return 2 + (1 - 2 * eta) * (x - 2)


def step__array(x, eta):
    return np.array([x]) - eta * grad_f(np.array([x]))


def descend__for_break(x0, eta, tolerance, max_iterations):
    x = x0
    points = [x]
    for _ in range(max_iterations):
        g = grad_f(x)
        if abs(g) < tolerance:
            break
        x = x - eta * g
        points.append(x)
    return points


def descend__while(x0, eta, tolerance, max_iterations):
    points = np.array([x0])
    k = 0
    while abs(2 * points[-1] - 4) > tolerance and k < max_iterations:
        points = np.append(points, step(points[-1], eta))
        k += 1
    return points


def descend__recursion(x0, eta, tolerance, max_iterations):
    if max_iterations == 0 or abs(grad_f(x0)) <= tolerance:
        return [x0]
    return [x0, *descend__recursion(step(x0, eta), eta, tolerance, max_iterations - 1)]


def descend__generator(x0, eta, tolerance, max_iterations):
    def walk():
        x = x0
        yield x
        while not abs(grad_f(x)) <= tolerance:
            x = step(x, eta)
            yield x

    return tuple(itertools.islice(walk(), max_iterations + 1))


def descend__squared_test(x0, eta, tolerance, max_iterations):
    xs = [float(x0)]
    while grad_f(xs[-1]) ** 2 > tolerance**2 and len(xs) < max_iterations + 1:
        xs.append(xs[-1] - eta * grad_f(xs[-1]))
        print(len(xs), xs[-1])
    return np.asarray(xs)


def iteration_table__stack(points):
    x = np.array(points)
    return np.stack((x, f(x), grad_f(x)), axis=-1)


def iteration_table__loop(points):
    rows = []
    for x in points:
        rows.append([x, f(x), grad_f(x)])
    return rows


def iteration_table__filled(points):
    table = np.empty((len(points), 3))
    for k, x in enumerate(points):
        table[k] = x, x**2 - 4 * x + 5, 2 * x - 4
    return table


def iteration_table__transposed(points):
    return np.array([points, [f(p) for p in points], [grad_f(p) for p in points]]).T


def plot_descent__pyplot(points):
    import matplotlib.pyplot as plt

    x_vals = np.linspace(min(points) - 1, max(points) + 1, 400)
    plt.figure(figsize=(8, 5))
    plt.plot(x_vals, f(x_vals), color="blue", lw=2, label="f(x)")
    plt.fill_between(x_vals, f(x_vals), 0, color="blue", alpha=0.1)
    for i, xi in enumerate(points):
        plt.scatter(xi, f(xi), color="red")
        plt.text(xi, f(xi) + 0.1, f"x_{i}", color="red", ha="center")
    for i in range(len(points) - 1):
        plt.annotate(
            "",
            xy=(points[i + 1], f(points[i + 1])),
            xytext=(points[i], f(points[i])),
            arrowprops=dict(arrowstyle="->", color="orange", lw=1.5),
        )
    plt.xlabel("x")
    plt.ylabel("f(x)")
    plt.title("Gradient Descent on f(x)")
    plt.legend()
    return plt.gca()


def plot_descent__quiver(points):
    import matplotlib.pyplot as plt

    p = np.asarray(points)
    fig, ax = plt.subplots()
    curve = np.linspace(-5, 9, 200)
    ax.plot(curve, f(curve))
    ax.plot(p, f(p), "ro")
    ax.quiver(p[:-1], f(p)[:-1], np.diff(p), np.diff(f(p)), angles="xy", scale_units="xy", scale=1)
    ax.set(xlabel="x", ylabel="f", title="walk")
    return ax


def plot_descent__arrow(points):
    import matplotlib.pyplot as plt

    ax = plt.figure().add_subplot()
    t = np.linspace(-6, 10, 300)
    ax.plot(t, t**2 - 4 * t + 5)
    for a, b in zip(points, points[1:]):
        ax.arrow(a, f(a), b - a, f(b) - f(a), length_includes_head=True)
    ax.scatter(points, [f(a) for a in points])
    ax.set_xlabel("x")
    ax.set_ylabel("f(x)")
    ax.set_title("descent")
    return ax
