"""Appendix A, equation by equation."""
# %% sum_of_squares
def sum_of_squares(x, y, beta0, beta1):  # equation (2)
    return sum((y_i - beta0 - beta1 * x_i) ** 2 for x_i, y_i in zip(x, y))

# %% derivatives
def derivatives(x, y, beta0, beta1):  # equations (3) and (5)
    first = -2 * sum(y_i - beta0 - beta1 * x_i for x_i, y_i in zip(x, y))
    second = -2 * sum(x_i * (y_i - beta0 - beta1 * x_i) for x_i, y_i in zip(x, y))
    return first, second

# %% normal_equations
def normal_equations(x, y):  # equation (7)
    n = len(x)
    A = np.array([[n, sum(x)], [sum(x), sum(x_i**2 for x_i in x)]], dtype=float)
    c = np.array([sum(y), sum(x_i * y_i for x_i, y_i in zip(x, y))], dtype=float)
    return A, c

# %% estimates
def estimates(x, y):  # equations (13) and (8)
    n = len(x)
    x_mean = sum(x) / n
    y_mean = sum(y) / n
    below = sum(x_i**2 for x_i in x) - n * x_mean**2
    if max(x) == min(x):
        raise ValueError("all x are equal")
    beta1 = (sum(x_i * y_i for x_i, y_i in zip(x, y)) - n * x_mean * y_mean) / below
    beta0 = sum(y) / n - beta1 / n * sum(x)
    return beta0, beta1

# %% centered_estimates
def centered_estimates(x, y):  # equations (14) and (15)
    n = len(x)
    x_mean, y_mean = sum(x) / n, sum(y) / n
    if max(x) == min(x):
        raise ValueError("all x are equal")
    above = sum((x_i - x_mean) * (y_i - y_mean) for x_i, y_i in zip(x, y))
    beta1 = above / sum((x_i - x_mean) ** 2 for x_i in x)
    return y_mean - beta1 * x_mean, beta1

# %% hessian
def hessian(x):  # equation (16)
    return 2 * np.array([[len(x), sum(x)], [sum(x), sum(x_i**2 for x_i in x)]])

# %% residuals
def residuals(x, y, beta0, beta1):  # equations (18) and (19)
    y_hat = beta0 + beta1 * np.asarray(x)
    return np.asarray(y) - y_hat
