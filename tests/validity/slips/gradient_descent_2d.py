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
