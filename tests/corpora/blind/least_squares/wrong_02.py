# wrong: derivatives: minus sign missing
# %% sum_of_squares
def sum_of_squares(x, y, beta0, beta1):
    S = 0.0
    for i in range(len(x)):
        r = y[i] - beta0 - beta1 * x[i]
        S = S + r * r
    return S


# %% derivatives
def derivatives(x, y, beta0, beta1):
    d0 = 0.0
    d1 = 0.0
    for i in range(len(x)):
        r = y[i] - beta0 - beta1 * x[i]
        d0 = d0 + 2 * r
        d1 = d1 + 2 * x[i] * r
    return d0, d1


# %% normal_equations
def normal_equations(x, y):
    n = 0
    sx = 0.0
    sxx = 0.0
    sy = 0.0
    sxy = 0.0
    for i in range(len(x)):
        n = n + 1
        sx = sx + x[i]
        sxx = sxx + x[i] ** 2
        sy = sy + y[i]
        sxy = sxy + x[i] * y[i]
    A = np.zeros((2, 2))
    A[0, 0] = n
    A[0, 1] = sx
    A[1, 0] = sx
    A[1, 1] = sxx
    c = np.zeros(2)
    c[0] = sy
    c[1] = sxy
    return A, c


# %% estimates
def estimates(x, y):
    all_equal = True
    for v in x:
        if v != x[0]:
            all_equal = False
    if all_equal:
        raise ValueError("no slope: the x are all the same")
    n = len(x)
    x_mean = sum(x) / n
    y_mean = sum(y) / n
    top = -n * x_mean * y_mean
    bottom = -n * x_mean**2
    for i in range(n):
        top = top + x[i] * y[i]
        bottom = bottom + x[i] ** 2
    b1 = top / bottom
    b0 = y_mean - b1 * x_mean
    return b0, b1


# %% centered_estimates
def centered_estimates(x, y):
    n = len(x)
    if max(x) == min(x):
        raise ValueError("no slope")
    x_mean = sum(x) / n
    y_mean = sum(y) / n
    top = 0.0
    bottom = 0.0
    for i in range(n):
        top = top + (x[i] - x_mean) * (y[i] - y_mean)
        bottom = bottom + (x[i] - x_mean) ** 2
    b1 = top / bottom
    return y_mean - b1 * x_mean, b1


# %% hessian
def hessian(x):
    H = np.zeros((2, 2))
    for v in x:
        H[0, 0] += 2
        H[0, 1] += 2 * v
        H[1, 0] += 2 * v
        H[1, 1] += 2 * v * v
    return H


# %% residuals
def residuals(x, y, beta0, beta1):
    r = np.zeros(len(x))
    for i in range(len(x)):
        r[i] = y[i] - (beta0 + beta1 * x[i])
    return r
