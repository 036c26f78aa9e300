# %% helpers
from functools import partial

S = np.sum


def guarded(rule):
    """Refuse equal x before the rule divides by zero."""

    def inner(x, y):
        if len(set(np.asarray(x).tolist())) < 2:
            raise ValueError("two different x are needed")
        return rule(x, y)

    return inner


# %% sum_of_squares
sum_of_squares = lambda x, y, beta0, beta1: S(np.square(residuals(x, y, beta0, beta1)))


# %% derivatives
derivatives = lambda x, y, beta0, beta1: tuple(
    -2 * S(factor * residuals(x, y, beta0, beta1)) for factor in (1, x)
)


# %% normal_equations
normal_equations = lambda x, y: (hessian(x) / 2, np.array([S(y), S(x * y)]))


# %% estimates
@guarded
def estimates(x, y):
    n = len(x)
    slope = (n * S(x * y) - S(x) * S(y)) / (n * S(x * x) - S(x) ** 2)
    return (S(y) - slope * S(x)) / n, slope


# %% centered_estimates
@guarded
def centered_estimates(x, y):
    dx, dy = map(lambda v: v - np.mean(v), (x, y))
    slope = S(dx * dy) / S(dx * dx)
    return np.mean(y) - slope * np.mean(x), slope


# %% hessian
hessian = lambda x: np.array([[2.0 * S(x ** (i + j)) for j in range(2)] for i in range(2)])


# %% residuals
residuals = lambda x, y, beta0, beta1: y - np.polyval([beta1, beta0], x)
