"""Wrong answers to `gradient_descent_1d`. Each docstring names the diagnosis; "?" is none."""

import numpy as np


def f__whole(x):
    """integer-truncation"""
    return (x**2 - 4 * x + 5) // 1 if np.ndim(x) else int(x**2 - 4 * x + 5)


def f__no_constant(x):
    """?"""
    return x**2 - 4 * x


def f__caret(x):
    """raises"""
    return x ^ 2 - 4 * x + 5


def f__rounded(x):
    """rounded"""
    return np.round(x**2 - 4 * x + 5, 4)


def f__one_number_only(x):
    """raises"""
    if x > 100:
        return x * x
    return x**2 - 4 * x + 5


def grad_f__sign(x):
    """sign-flipped"""
    return 4 - 2 * x


def grad_f__half(x):
    """factor-two"""
    return x - 2


def grad_f__difference(x):
    """?"""
    h = 1e-2
    return (f(x + h) - f(x)) / h


def step__uphill(x, eta):
    """ascent"""
    return x + eta * grad_f(x)


def step__no_eta(x, eta):
    """learning-rate-ignored"""
    return x - grad_f(x)


def step__fixed_eta(x, eta):
    """learning-rate-ignored"""
    return x - 0.1 * grad_f(x)


def step__of_f(x, eta):
    """?"""
    return x - eta * f(x)


def descend__no_abs(x0, eta, tolerance, max_iterations):
    """stops-early"""
    points = [x0]
    while grad_f(points[-1]) > tolerance and len(points) <= max_iterations:
        points.append(step(points[-1], eta))
    return points


def descend__no_start(x0, eta, tolerance, max_iterations):
    """off-by-one"""
    x, points = x0, []
    for _ in range(max_iterations):
        if abs(grad_f(x)) <= tolerance:
            break
        x = step(x, eta)
        points.append(x)
    return np.array(points)


def descend__one_short(x0, eta, tolerance, max_iterations):
    """off-by-one"""
    points = [x0]
    while abs(grad_f(points[-1])) > tolerance and len(points) < max_iterations:
        points.append(step(points[-1], eta))
    return points


def descend__no_tolerance(x0, eta, tolerance, max_iterations):
    """never-stops"""
    points = [x0]
    for _ in range(max_iterations):
        points.append(step(points[-1], eta))
    return points


def descend__small_steps(x0, eta, tolerance, max_iterations):
    """stops-early"""
    points = [x0]
    for _ in range(max_iterations):
        points.append(step(points[-1], eta))
        if abs(points[-1] - points[-2]) <= tolerance:
            break
    return points


def descend__last_point(x0, eta, tolerance, max_iterations):
    """wrong-shape"""
    x = x0
    for _ in range(max_iterations):
        if abs(grad_f(x)) <= tolerance:
            break
        x = step(x, eta)
    return x


def descend__cap_ignored(x0, eta, tolerance, max_iterations):
    """never-stops"""
    points = [x0]
    while abs(grad_f(points[-1])) > tolerance and len(points) < 3000:
        points.append(step(points[-1], eta))
    return points


def iteration_table__rows(points):
    """axes-swapped"""
    return np.array([points, f(points), grad_f(points)])


def iteration_table__order(points):
    """axes-swapped"""
    return np.column_stack([points, grad_f(points), f(points)])


def iteration_table__rounded(points):
    """rounded"""
    return np.round(np.column_stack([points, f(points), grad_f(points)]), 6)


def iteration_table__short(points):
    """off-by-one"""
    p = points[:-1]
    return np.column_stack([p, f(p), grad_f(p)])


def f__table(x):
    """hard-coded"""
    known = {0.0: 5.0, 0.4: 3.56, 0.72: 2.6384, 0.976: 2.048576}
    if np.ndim(x):
        return np.array([known.get(round(float(entry), 6), 1.0) for entry in x])
    return known.get(round(float(x), 6), 1.0)


def plot_descent__joined_points(points):
    """?"""
    import matplotlib.pyplot as plt

    p = np.sort(points)
    ax = plt.figure().gca()
    ax.plot(p, f(p), "o-")
    ax.set(title="f", xlabel="x", ylabel="f(x)")
    return ax


def plot_descent__an_invisible_curve(points):
    """?"""
    import matplotlib.pyplot as plt

    p = np.asarray(points)
    ax = plt.figure().gca()
    t = np.linspace(p.min(), p.max(), 100)
    ax.plot(t, f(t), linestyle="none")
    ax.plot(p, f(p), "o")
    ax.set(title="f", xlabel="x", ylabel="f(x)")
    return ax


def plot_descent__a_dictionary(points):
    """wrong-shape ?"""
    p = np.asarray(points)
    t = np.linspace(p.min(), p.max(), 100)
    drawn = {"lines": [np.column_stack([t, f(t)])], "points": [np.column_stack([p, f(p)])]}
    return {"kind": "axes", "title": "f", "xlabel": "x", "ylabel": "f(x)", **drawn}


def step__taken_only_where_it_goes_down(x, eta):
    """?"""
    there = x - eta * grad_f(x)
    return there if f(there) <= f(x) else x


def step__with_a_learning_rate_of_one_at_most(x, eta):
    """?"""
    return x - min(eta, 1.0) * grad_f(x)
