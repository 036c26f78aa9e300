# wrong: hessian: factor 2 missing
# %% sum_of_squares
def sum_of_squares(x, y, beta0, beta1):
    r = y - beta0 - beta1 * x
    return np.einsum("i,i->", r, r)


# %% derivatives
def derivatives(x, y, beta0, beta1):
    r = y - beta0 - beta1 * x
    g = -2 * np.einsum("ki,i->k", np.stack([np.ones(x.size), x]), r)
    return g[0], g[1]


# %% normal_equations
def normal_equations(x, y):
    V = np.vander(x, 2, increasing=True)
    return np.einsum("ni,nj->ij", V, V), np.einsum("ni,n->i", V, y)


# %% estimates
def estimates(x, y):
    if not np.any(np.diff(x)):
        raise ValueError("x has no spread")
    # (13) needs nothing but the normal equations: Cramer's rule
    (a, b), (c, d) = normal_equations(x, y)[0]
    p, q = normal_equations(x, y)[1]
    determinant = a * d - b * c
    return (p * d - b * q) / determinant, (a * q - p * c) / determinant


# %% centered_estimates
def centered_estimates(x, y):
    if not np.any(np.diff(x)):
        raise ValueError("x has no spread")
    u = np.subtract(x, np.mean(x))
    v = np.subtract(y, np.mean(y))
    slope = np.einsum("i,i", u, v) / np.einsum("i,i", u, u)
    return np.mean(y) - slope * np.mean(x), slope


# %% hessian
def hessian(x):
    V = np.vander(x, 2, increasing=True)
    return np.einsum("ni,nj->ij", V, V)


# %% residuals
def residuals(x, y, beta0, beta1):
    return y - np.einsum("ki,k->i", np.stack([np.ones(x.size), x]), np.array([beta0, beta1]))
