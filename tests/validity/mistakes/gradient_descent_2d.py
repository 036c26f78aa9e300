"""Wrong answers to `gradient_descent_2d`. Each docstring names the diagnosis; "?" is none."""

import numpy as np


def f__table_only(x, y, a):
    """?"""
    return x**2 + x * y + y**2


def f__two_always(x, y, a):
    """?"""
    return x**2 + x * y + 2 * y**2


def f__no_mixed_term(x, y, a):
    """?"""
    return x**2 + a * y**2


def f__swapped(x, y, a):
    """axes-swapped"""
    return y**2 + x * y + a * x**2


def grad_f__sign(x, y, a):
    """sign-flipped"""
    return -np.array([2 * x + y, x + 2 * a * y])


def grad_f__order(x, y, a):
    """axes-swapped"""
    return np.array([x + 2 * a * y, 2 * x + y])


def grad_f__no_mixed_term(x, y, a):
    """?"""
    return np.array([2 * x, 2 * a * y])


def grad_f__lost_two(x, y, a):
    """factor-two"""
    return np.array([2 * x + y, x + a * y])


def grad_f__a_is_two(x, y, a):
    """?"""
    return np.array([2 * x + y, x + 4 * y])


def gradient_norm__squared(x, y, a):
    """?"""
    return np.sum(np.square(grad_f(x, y, a)))


def gradient_norm__sum(x, y, a):
    """?"""
    return np.abs(grad_f(x, y, a)).sum()


def step__uphill(point, eta, a):
    """ascent"""
    return point + eta * np.array(grad_f(*point, a))


def step__sequential(point, eta, a):
    """sequential-update"""
    x, y = point
    x = x - eta * (2 * x + y)
    y = y - eta * (x + 2 * a * y)
    return np.array([x, y])


def step__no_eta(point, eta, a):
    """learning-rate-ignored"""
    return point - np.array(grad_f(*point, a))


def step__in_place(point, eta, a):
    """mutates-input"""
    point -= eta * np.array(grad_f(*point, a))
    return point


def descend__x_only(start, eta, tolerance, a):
    """stops-early"""
    path = [np.array(start)]
    while abs(grad_f(*path[-1], a)[0]) > tolerance:
        path.append(step(path[-1], eta, a))
    return np.array(path)


def descend__no_start(start, eta, tolerance, a):
    """off-by-one"""
    point, path = np.array(start), []
    while gradient_norm(*point, a) > tolerance:
        point = step(point, eta, a)
        path.append(point)
    return np.array(path)


def descend__aliased(start, eta, tolerance, a):
    """?"""
    point = np.array(start, float)
    path = [point]
    while gradient_norm(*point, a) > tolerance:
        point -= eta * np.array(grad_f(*point, a))
        path.append(point)
    return np.array(path)


def descend__by_value(start, eta, tolerance, a):
    """stops-early"""
    path = [np.array(start)]
    while f(*path[-1], a) > tolerance:
        path.append(step(path[-1], eta, a))
    return np.array(path)


def descend__for_ever(start, eta, tolerance, a):
    """timeout"""
    point = np.array(start, float)
    while gradient_norm(*point, a) >= 0:
        point = step(point, eta, a)
    return point


def descend__last(start, eta, tolerance, a):
    """wrong-shape"""
    point = np.array(start, float)
    while gradient_norm(*point, a) > tolerance:
        point = step(point, eta, a)
    return point


def _walk_alone(trajectory, a):
    import matplotlib.pyplot as plt

    x, y = np.asarray(trajectory).T
    ax = plt.figure().add_subplot(projection="3d")
    ax.plot(x, y, f(x, y, a), "o-")
    ax.set(title="f", xlabel="x", ylabel="y", zlabel="z")
    return ax


def plot_surface__one_that_is_empty(trajectory, a):
    """?"""
    from mpl_toolkits.mplot3d.art3d import Poly3DCollection

    ax = _walk_alone(trajectory, a)
    ax.add_collection3d(Poly3DCollection([]))
    return ax


def plot_surface__one_that_is_invisible(trajectory, a):
    """?"""
    ax = _walk_alone(trajectory, a)
    grid = np.meshgrid(np.linspace(-3, 3, 30), np.linspace(-3, 3, 30))
    ax.plot_surface(*grid, f(*grid, a), alpha=0)
    return ax


def plot_surface__flat_with_a_corner_far_away(trajectory, a):
    """?"""
    ax = _walk_alone(trajectory, a)
    x, y = np.meshgrid(
        np.append(np.linspace(-3, 3, 15), 1e6), np.append(np.linspace(-3, 3, 15), 1e6)
    )
    z = np.where(np.maximum(x, y) > 10, f(x, y, a), 0.0)
    ax.plot_surface(x, y, z)
    return ax


def step__taken_only_where_it_goes_down(point, eta, a):
    """?"""
    there = point - eta * grad_f(*point, a)
    return there if f(*there, a) <= f(*point, a) else point
