# Nederlands
# %% sum_of_squares
def sum_of_squares(x, y, beta0, beta1):
    rest = y - beta0 - beta1 * x
    return np.dot(rest, rest)


# %% derivatives
def derivatives(x, y, beta0, beta1):
    rest = beta0 + beta1 * x - y  # andersom, dus zonder min
    return 2 * rest.sum(), 2 * np.dot(x, rest)


# %% normal_equations
def normal_equations(x, y):
    M = np.column_stack([np.ones(len(x)), x])
    return M.T @ M, M.T @ y


# %% estimates
def estimates(x, y):
    if np.ptp(x) == 0:
        raise ValueError("alle x zijn gelijk")
    n = x.size
    helling = (x @ y - n * np.mean(x) * np.mean(y)) / (x @ x - n * np.mean(x) ** 2)
    snijpunt = np.sum(y) / n - helling * np.sum(x) / n
    return snijpunt, helling


# %% centered_estimates
def centered_estimates(x, y):
    if np.ptp(x) == 0:
        raise ValueError("alle x zijn gelijk")
    afwijking = x - np.mean(x)
    helling = afwijking @ (y - np.mean(y)) / (afwijking @ afwijking)
    return np.mean(y) - helling * np.mean(x), helling


# %% hessian
def hessian(x):
    M = np.column_stack([np.ones(len(x)), x])
    return 2 * M.T @ M


# %% residuals
def residuals(x, y, beta0, beta1):
    voorspeld = beta0 + beta1 * x
    return y - voorspeld
