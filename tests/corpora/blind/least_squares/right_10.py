# %% sum_of_squares
def sum_of_squares(x, y, beta0, beta1):
    return np.linalg.norm(y - beta0 - beta1 * x) ** 2


# %% derivatives
def derivatives(x, y, beta0, beta1):
    # ∇S = 2 (A β - c)
    A, c = normal_equations(x, y)
    d0, d1 = 2 * (A @ np.array([beta0, beta1]) - c)
    return d0, d1


# %% normal_equations
def normal_equations(x, y):
    D = np.c_[np.ones_like(x, dtype=float), x]
    full = D.T @ np.c_[D, y]
    return full[:, :2], full[:, 2]


# %% estimates
def estimates(x, y):
    if np.max(x) - np.min(x) == 0:
        raise ValueError("singular")
    A, c = normal_equations(x, y)
    b0, b1 = np.linalg.inv(A) @ c
    return b0, b1


# %% centered_estimates
def centered_estimates(x, y):
    if np.max(x) - np.min(x) == 0:
        raise ValueError("singular")
    # slope of the centred points, a line through their origin
    u = (x - np.mean(x)).reshape(-1, 1)
    v = y - np.mean(y)
    (slope,), *_ = np.linalg.lstsq(u, v, rcond=None)
    return np.mean(y) - slope * np.mean(x), slope


# %% hessian
def hessian(x):
    return 2.0 * sum(np.outer((1.0, xi), (1.0, xi)) for xi in x)


# %% residuals
def residuals(x, y, beta0, beta1):
    return np.subtract(y, np.c_[np.ones(len(x)), x] @ (beta0, beta1))
