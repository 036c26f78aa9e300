# %% sum_of_squares
def sum_of_squares(x: np.ndarray, y: np.ndarray, beta0: float, beta1: float) -> float:
    """Sum of squared residuals, eq. (2): S = Σ (yᵢ − β₀ − β₁xᵢ)²."""
    return np.sum((y - beta0 - beta1 * x) ** 2)


# %% derivatives
def derivatives(x, y, beta0, beta1):
    r = y - beta0 - beta1 * x
    return -2 * np.sum(r), -2 * np.sum(x * r)


# %% normal_equations
def normal_equations(x, y):
    A = np.array([[len(x), np.sum(x)], [np.sum(x), np.sum(x**2)]])
    c = np.array([np.sum(y), np.sum(x * y)])
    return A, c


# %% estimates
def estimates(x, y):
    if np.all(x == x[0]):
        raise ValueError("all x are equal")
    n = len(x)
    beta1 = (np.sum(x * y) - n * x.mean() * y.mean()) / (np.sum(x**2) - n * x.mean() ** 2)
    beta0 = np.sum(y) / n - beta1 * np.sum(x) / n
    return beta0, beta1


# %% centered_estimates
def centered_estimates(x, y):
    if np.all(x == x[0]):
        raise ValueError("all x are equal")
    dx = x - x.mean()
    dy = y - y.mean()
    beta1 = np.sum(dx * dy) / np.sum(dx**2)
    beta0 = y.mean() - beta1 * x.mean()
    return beta0, beta1


# %% hessian
def hessian(x):
    return 2 * np.array([[len(x), np.sum(x)], [np.sum(x), np.sum(x**2)]])


# %% residuals
def residuals(x, y, beta0, beta1):
    return y - (beta0 + beta1 * x)
