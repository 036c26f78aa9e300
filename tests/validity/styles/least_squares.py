"""Right answers to `least_squares`, in many styles."""

import statistics

import numpy as np


def sum_of_squares__loop(x, y, beta0, beta1):
    S = 0
    for xi, yi in zip(x, y):
        S += (yi - (beta0 + beta1 * xi)) ** 2
    return S


def sum_of_squares__dot(x, y, beta0, beta1):
    r = beta0 + beta1 * x - y
    return np.dot(r, r)


def sum_of_squares__polyval(x, y, beta0, beta1):
    return np.sum(np.square(np.polyval([beta1, beta0], x) - y))


def sum_of_squares__norm(x, y, beta0, beta1):
    return np.linalg.norm(np.array(y) - beta0 - beta1 * np.array(x), 2) ** 2


def sum_of_squares__expanded(x, y, beta0, beta1):
    n = len(x)
    return (
        y @ y
        - 2 * beta0 * y.sum()
        - 2 * beta1 * (x @ y)
        + n * beta0**2
        + 2 * beta0 * beta1 * x.sum()
        + beta1**2 * (x @ x)
    )


def derivatives__sums(x, y, beta0, beta1):
    n = len(x)
    d0 = -2 * (np.sum(y) - n * beta0 - beta1 * np.sum(x))
    d1 = -2 * (np.sum(x * y) - beta0 * np.sum(x) - beta1 * np.sum(x**2))
    return d0, d1


def derivatives__array(x, y, beta0, beta1):
    A = np.vstack([np.ones(len(x)), x])
    return 2 * A @ (A.T @ np.array([beta0, beta1]) - y)


def derivatives__loop(x, y, beta0, beta1):
    by0, by1 = 0.0, 0.0
    for i in range(len(x)):
        e = y[i] - beta0 - beta1 * x[i]
        by0 -= 2 * e
        by1 -= 2 * x[i] * e
    return [by0, by1]


def derivatives__comprehension(x, y, beta0, beta1):
    e = [(b - beta0 - beta1 * a) for a, b in zip(x, y)]
    return -2 * sum(e), -2 * sum(a * v for a, v in zip(x, e))


def normal_equations__sums(x, y):
    n = len(x)
    return np.array([[n, x.sum()], [x.sum(), (x * x).sum()]]), np.array([y.sum(), (x * y).sum()])


def normal_equations__design(x, y):
    X = np.c_[np.ones_like(x, dtype=float), x]
    return X.T @ X, X.T @ y.reshape(-1, 1)


def normal_equations__means(x, y):
    """Both equations divided by n."""
    A = [[1.0, np.mean(x)], [np.mean(x), np.mean(x**2)]]
    return A, [np.mean(y), np.mean(x * y)]


def normal_equations__twice(x, y):
    """As they come out of the derivatives, with their factor two."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    return 2 * np.array([[len(x), sum(x)], [sum(x), sum(x**2)]]), 2 * np.array([sum(y), sum(x * y)])


def estimates__equation_13(x, y):
    n = len(x)
    below = np.sum(x**2) - n * np.mean(x) ** 2
    if np.all(x == x[0]):
        raise ValueError("all x are equal")
    beta1 = (np.sum(x * y) - n * np.mean(x) * np.mean(y)) / below
    return np.mean(y) - beta1 * np.mean(x), beta1


def estimates__solve(x, y):
    A, c = normal_equations(x, y)
    if np.unique(x).size == 1:
        raise ValueError("singular")
    return tuple(np.linalg.solve(A, c))


def estimates__inverse(x, y):
    if len(set(x.tolist())) == 1:
        raise ValueError("all x are equal")
    X = np.column_stack([np.ones(len(x)), x])
    return np.linalg.inv(X.T @ X) @ X.T @ y


def centered_estimates__centred(x, y):
    mx, my = np.mean(x), np.mean(y)
    spread = np.sum((x - mx) ** 2)
    if spread == 0:
        raise ValueError
    beta1 = np.sum((x - mx) * (y - my)) / spread
    return my - beta1 * mx, beta1


def centered_estimates__cov(x, y):
    if np.ptp(x) == 0:
        raise ValueError("all x are equal")
    beta1 = np.cov(x, y, bias=True)[0, 1] / np.var(x)
    return np.mean(y) - beta1 * np.mean(x), beta1


def centered_estimates__statistics(x, y):
    x, y = [float(v) for v in x], [float(v) for v in y]
    if len(set(x)) < 2:
        raise ValueError("all x are equal")
    line = statistics.linear_regression(x, y)
    return line.intercept, line.slope


def centered_estimates__polyfit(x, y):
    if x.max() == x.min():
        raise ValueError("all x are equal")
    slope, intercept = np.polyfit(x, y, 1)
    return intercept, slope


def centered_estimates__lstsq(x, y):
    if np.std(x) == 0:
        raise ValueError("all x are equal")
    X = np.vstack([np.ones(len(x)), x]).T
    return np.linalg.lstsq(X, y, rcond=None)[0]


def centered_estimates__scipy(x, y):
    from scipy import stats

    if min(x) == max(x):
        raise ValueError("all x are equal")
    fitted = stats.linregress(x, y)
    return float(fitted.intercept), float(fitted.slope)


def hessian__sums(x):
    return 2 * np.array([[len(x), np.sum(x)], [np.sum(x), np.sum(x**2)]])


def hessian__outer(x):
    H = np.zeros((2, 2))
    for xi in x:
        v = np.array([1.0, xi])
        H += 2 * np.outer(v, v)
    return H


def hessian__lists(x):
    n, s, q = len(x), float(sum(x)), float(sum(v * v for v in x))
    return [[2 * n, 2 * s], [2 * s, 2 * q]]


def residuals__plain(x, y, beta0, beta1):
    return y - beta0 - beta1 * x


def residuals__fitted(x, y, beta0, beta1):
    y_hat = np.polynomial.Polynomial([beta0, beta1])(x)
    return np.subtract(y, y_hat)


def residuals__list(x, y, beta0, beta1):
    return [b - (beta0 + beta1 * a) for a, b in zip(x, y)]


def residuals__column(x, y, beta0, beta1):
    X = np.column_stack([np.ones(len(x)), x])
    return y.reshape(-1, 1) - X @ np.array([[beta0], [beta1]])


def estimates__with_an_error_of_its_own(x, y):
    class AllEqual(ValueError):
        pass

    if np.ptp(x) == 0:
        raise AllEqual("all x are equal")
    return centered_estimates(x, y)
