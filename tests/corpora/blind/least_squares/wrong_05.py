# wrong: estimates: no error for equal x, returns inf or nan
# %% helpers
class Line:
    def __init__(self, x, y):
        self.x, self.y = x, y
        self.n = len(x)

    def require_spread(self):
        if self.x.min() == self.x.max():
            raise ValueError("all x are the same, no slope is better than another")

    def left_over(self, b0, b1):
        return self.y - (b0 + b1 * self.x)

    def from_sums(self):
        self.require_spread()
        mx, my = self.x.mean(), self.y.mean()
        b1 = ((self.x * self.y).sum() - self.n * mx * my) / ((self.x**2).sum() - self.n * mx * mx)
        return float(my - b1 * mx), float(b1)

    def from_centre(self):
        self.require_spread()
        mx, my = self.x.mean(), self.y.mean()
        b1 = ((self.x - mx) * (self.y - my)).sum() / ((self.x - mx) ** 2).sum()
        return float(my - b1 * mx), float(b1)


# %% sum_of_squares
def sum_of_squares(x, y, beta0, beta1):
    return float((Line(x, y).left_over(beta0, beta1) ** 2).sum())


# %% derivatives
def derivatives(x, y, beta0, beta1):
    r = Line(x, y).left_over(beta0, beta1)
    return float(-2 * r.sum()), float(-2 * (r * x).sum())


# %% normal_equations
def normal_equations(x, y):
    A = np.empty((2, 2))
    A[0] = len(x), x.sum()
    A[1] = x.sum(), (x**2).sum()
    return A, np.array([y.sum(), (x * y).sum()])


# %% estimates
def estimates(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    n = len(x)
    mx, my = x.mean(), y.mean()
    with np.errstate(all="ignore"):
        b1 = np.divide((x * y).sum() - n * mx * my, (x**2).sum() - n * mx * mx)
    return my - b1 * mx, b1


# %% centered_estimates
def centered_estimates(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    return Line(x, y).from_centre()


# %% hessian
def hessian(x):
    A, _ = normal_equations(x, x)
    return A + A


# %% residuals
def residuals(x, y, beta0, beta1):
    return Line(x, y).left_over(beta0, beta1)
