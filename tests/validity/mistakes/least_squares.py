"""Wrong answers to `least_squares`. Each docstring names the diagnosis; "?" is none."""

import numpy as np


def sum_of_squares__mean(x, y, beta0, beta1):
    """extra-mean"""
    return np.mean((y - beta0 - beta1 * x) ** 2)


def sum_of_squares__half(x, y, beta0, beta1):
    """factor-two"""
    return np.sum((y - beta0 - beta1 * x) ** 2) / 2


def sum_of_squares__no_intercept(x, y, beta0, beta1):
    """bias-ignored"""
    return np.sum((y - beta1 * x) ** 2)


def sum_of_squares__parentheses(x, y, beta0, beta1):
    """sign-flipped"""
    return np.sum((y - beta0 + beta1 * x) ** 2)


def sum_of_squares__slope_first(x, y, beta0, beta1):
    """axes-swapped"""
    return np.sum((y - beta1 - beta0 * x) ** 2)


def sum_of_squares__not_squared(x, y, beta0, beta1):
    """?"""
    return np.sum(y - beta0 - beta1 * x)


def derivatives__no_minus(x, y, beta0, beta1):
    """sign-flipped"""
    e = y - beta0 - beta1 * x
    return 2 * e.sum(), 2 * (x * e).sum()


def derivatives__no_two(x, y, beta0, beta1):
    """factor-two"""
    e = y - beta0 - beta1 * x
    return -e.sum(), -(x * e).sum()


def derivatives__no_x(x, y, beta0, beta1):
    """missing-input-factor"""
    e = y - beta0 - beta1 * x
    return -2 * e.sum(), -2 * e.sum()


def derivatives__means(x, y, beta0, beta1):
    """extra-mean"""
    e = y - beta0 - beta1 * x
    return -2 * e.mean(), -2 * (x * e).mean()


def derivatives__swapped(x, y, beta0, beta1):
    """axes-swapped"""
    e = y - beta0 - beta1 * x
    return -2 * (x * e).sum(), -2 * e.sum()


def derivatives__one_sign(x, y, beta0, beta1):
    """sign-flipped"""
    e = y - beta0 - beta1 * x
    return -2 * e.sum(), 2 * (x * e).sum()


def normal_equations__columns(x, y):
    """axes-swapped"""
    return np.array([[x.sum(), len(x)], [(x * x).sum(), x.sum()]]), np.array(
        [y.sum(), (x * y).sum()]
    )


def normal_equations__square_of_sum(x, y):
    """?"""
    return np.array([[len(x), x.sum()], [x.sum(), x.sum() ** 2]]), np.array(
        [y.sum(), (x * y).sum()]
    )


def normal_equations__minus(x, y):
    """sign-flipped"""
    return np.array([[len(x), x.sum()], [x.sum(), (x * x).sum()]]), -np.array(
        [y.sum(), (x * y).sum()]
    )


def normal_equations__y_twice(x, y):
    """missing-input-factor"""
    return np.array([[len(x), x.sum()], [x.sum(), (x * x).sum()]]), np.array([y.sum(), y.sum()])


def estimates__slope_first(x, y):
    """axes-swapped"""
    if np.ptp(x) == 0:
        raise ValueError
    return tuple(np.polyfit(x, y, 1))


def estimates__unguarded(x, y):
    """?"""
    mx, my = x.mean(), y.mean()
    b1 = ((x - mx) * (y - my)).sum() / ((x - mx) ** 2).sum()
    return my - b1 * mx, b1


def estimates__plus(x, y):
    """sign-flipped"""
    if np.ptp(x) == 0:
        raise ValueError
    b1 = np.polyfit(x, y, 1)[0]
    return y.mean() + b1 * x.mean(), b1


def estimates__origin(x, y):
    """bias-ignored"""
    if np.ptp(x) == 0:
        raise ValueError
    return 0.0, (x * y).sum() / (x * x).sum()


def centered_estimates__ddof(x, y):
    """?"""
    if np.ptp(x) == 0:
        raise ValueError
    b1 = np.cov(x, y)[0, 1] / np.var(x)
    return y.mean() - b1 * x.mean(), b1


def centered_estimates__rounded(x, y):
    """rounded"""
    if np.ptp(x) == 0:
        raise ValueError
    b1, b0 = np.polyfit(x, y, 1)
    return round(b0, 3), round(b1, 3)


def hessian__no_two(x):
    """factor-two"""
    return np.array([[len(x), x.sum()], [x.sum(), (x * x).sum()]])


def hessian__slope_first(x):
    """axes-swapped"""
    return 2 * np.array([[(x * x).sum(), x.sum()], [x.sum(), len(x)]])


def hessian__means(x):
    """extra-mean"""
    return 2 * np.array([[1, x.mean()], [x.mean(), (x * x).mean()]])


def residuals__model_minus_data(x, y, beta0, beta1):
    """sign-flipped"""
    return beta0 + beta1 * x - y


def residuals__parentheses(x, y, beta0, beta1):
    """sign-flipped"""
    return y - beta0 + beta1 * x


def residuals__no_intercept(x, y, beta0, beta1):
    """bias-ignored"""
    return y - beta1 * x


def residuals__squared(x, y, beta0, beta1):
    """?"""
    return (y - beta0 - beta1 * x) ** 2


def estimates__refuses_a_denominator_of_zero_only(x, y):
    """raises ?"""
    n = len(x)
    below = n * np.sum(x**2) - np.sum(x) ** 2
    if below == 0:
        raise ValueError("all x are equal")
    slope = (n * np.sum(x * y) - np.sum(x) * np.sum(y)) / below
    return np.mean(y) - slope * np.mean(x), slope


def estimates__refuses_x_that_begin_alike(x, y):
    """raises ?"""
    if len(x) < 2 or x[0] == x[1]:
        raise ValueError("all x are equal")
    return centered_estimates(x, y)


def estimates__refuses_x_that_repeat(x, y):
    """raises ?"""
    if len(x) < 2 or len(set(x)) < len(x):
        raise ValueError("all x are equal")
    return centered_estimates(x, y)


def estimates__refuses_x_that_end_as_they_began(x, y):
    """raises ?"""
    if x[0] == x[-1]:
        raise ValueError("all x are equal")
    return centered_estimates(x, y)


def estimates__by_statistics(x, y):
    """integer-truncation ?"""
    from statistics import mean

    if np.ptp(x) == 0:
        raise ValueError("all x are equal")
    slope = (mean(x) * mean(y) - mean(x * y)) / (mean(x) ** 2 - mean(x * x))
    return mean(y) - slope * mean(x), slope


def centered_estimates__not_centred(x, y):
    """?"""
    if np.all(x == x[0]):
        raise ValueError("all x are equal")
    n, xm, ym = len(x), np.mean(x), np.mean(y)
    slope = (np.sum(x * y) - n * xm * ym) / (np.sum(x**2) - n * xm**2)
    return ym - slope * xm, slope


def estimates__cramer(x, y):
    """?"""
    n, sx, sy, sxx, sxy = len(x), sum(x), sum(y), sum(x * x), sum(x * y)
    determinant = n * sxx - sx**2
    if determinant == 0:
        raise ValueError("no spread in x")
    return (sxx * sy - sx * sxy) / determinant, (n * sxy - sx * sy) / determinant


def estimates__solve_unguarded(x, y):
    """?"""
    n = len(x)
    A = np.array([[n, np.sum(x)], [np.sum(x), np.sum(x**2)]], float)
    beta = np.linalg.solve(A, np.array([np.sum(y), np.sum(x * y)], float))
    return beta[0], beta[1]
