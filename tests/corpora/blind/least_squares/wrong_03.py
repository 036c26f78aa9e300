# wrong: derivatives: slope first, intercept second
# %% sum_of_squares
def sum_of_squares(x, y, beta0, beta1):
    line = beta0 + beta1 * x
    difference = y - line
    squares = difference**2
    result = squares.sum()
    print("S =", result)
    return result


# %% derivatives
def derivatives(x, y, beta0, beta1):
    difference = y - beta0 - beta1 * x
    return -2 * (x * difference).sum(), -2 * difference.sum()


# %% normal_equations
def normal_equations(x, y):
    n = x.size
    sum_x = x.sum()
    sum_y = y.sum()
    sum_xx = (x * x).sum()
    sum_xy = (x * y).sum()
    first_row = np.array([n, sum_x])
    second_row = np.array([sum_x, sum_xx])
    A = np.vstack((first_row, second_row))
    c = np.hstack((sum_y, sum_xy))
    print(A)
    print(c)
    return A, c


# %% estimates
def estimates(x, y):
    n = x.size
    different = np.unique(x)
    if different.size == 1:
        message = "all x are equal to " + str(different[0])
        print(message)
        raise ValueError(message)
    mean_x = x.sum() / n
    mean_y = y.sum() / n
    numerator = (x * y).sum() - n * mean_x * mean_y
    denominator = (x**2).sum() - n * mean_x**2
    slope = numerator / denominator
    intercept = mean_y - slope * mean_x
    print("intercept", intercept, "slope", slope)
    return intercept, slope


# %% centered_estimates
def centered_estimates(x, y):
    different = np.unique(x)
    if different.size == 1:
        raise ValueError("all x are equal")
    x_from_mean = x - x.mean()
    y_from_mean = y - y.mean()
    numerator = (x_from_mean * y_from_mean).sum()
    denominator = (x_from_mean**2).sum()
    slope = numerator / denominator
    intercept = y.mean() - slope * x.mean()
    print("intercept", intercept, "slope", slope)
    return intercept, slope


# %% hessian
def hessian(x):
    n = x.size
    H = np.array([[2 * n, 2 * x.sum()], [2 * x.sum(), 2 * (x**2).sum()]])
    print("eigenvalues:", np.linalg.eigvalsh(H))
    return H


# %% residuals
def residuals(x, y, beta0, beta1):
    fitted = beta0 + beta1 * x
    result = y - fitted
    print("largest:", abs(result).max())
    return result
