# wrong: centered_estimates: changes the caller's arrays by centring in place
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
    gemiddelde_x = np.mean(x)
    gemiddelde_y = np.mean(y)
    x -= gemiddelde_x
    y -= gemiddelde_y
    helling = x @ y / (x @ x)
    return gemiddelde_y - helling * gemiddelde_x, helling


# %% hessian
def hessian(x):
    M = np.column_stack([np.ones(len(x)), x])
    return 2 * M.T @ M


# %% residuals
def residuals(x, y, beta0, beta1):
    voorspeld = beta0 + beta1 * x
    return y - voorspeld
