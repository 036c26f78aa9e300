# Ελληνικά
# %% helpers
def _άθροισμα(τιμές):
    # αναδρομή στα δύο μισά
    τιμές = list(τιμές)
    n = len(τιμές)
    if n < 2:
        return τιμές[0] if n else 0.0
    return _άθροισμα(τιμές[: n // 2]) + _άθροισμα(τιμές[n // 2 :])


# %% sum_of_squares
def sum_of_squares(x, y, beta0, beta1):
    return _άθροισμα((yi - beta0 - beta1 * xi) ** 2 for xi, yi in zip(x, y))


# %% derivatives
def derivatives(x, y, beta0, beta1):
    ε = [yi - beta0 - beta1 * xi for xi, yi in zip(x, y)]
    return -2 * _άθροισμα(ε), -2 * _άθροισμα(xi * εi for xi, εi in zip(x, ε))


# %% normal_equations
def normal_equations(x, y):
    A = [[len(x), _άθροισμα(x)], [_άθροισμα(x), _άθροισμα(xi**2 for xi in x)]]
    c = [_άθροισμα(y), _άθροισμα(xi * yi for xi, yi in zip(x, y))]
    return np.array(A), np.array(c)


# %% estimates
def estimates(x, y):
    if all(xi == x[0] for xi in x):
        raise ValueError("όλα τα x είναι ίσα")
    n = len(x)
    mx, my = _άθροισμα(x) / n, _άθροισμα(y) / n
    β1 = (_άθροισμα(xi * yi for xi, yi in zip(x, y)) - n * mx * my) / (
        _άθροισμα(xi * xi for xi in x) - n * mx**2
    )
    β0 = my - β1 * mx
    return β0, β1


# %% centered_estimates
def centered_estimates(x, y):
    if all(xi == x[0] for xi in x):
        raise ValueError("όλα τα x είναι ίσα")
    mx, my = _άθροισμα(x) / len(x), _άθροισμα(y) / len(y)
    β1 = _άθροισμα((xi - mx) * (yi - my) for xi, yi in zip(x, y)) / _άθροισμα((xi - mx) ** 2 for xi in x)
    return my - β1 * mx, β1


# %% hessian
def hessian(x):
    return np.array([[2 * _άθροισμα(xi ** (i + j) for xi in x) for j in (0, 1)] for i in (0, 1)])


# %% residuals
def residuals(x, y, beta0, beta1):
    return np.array([yi - (beta0 + beta1 * xi) for xi, yi in zip(x, y)])
