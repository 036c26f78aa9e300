# wrong: step: changes the caller's point in place
# all else: right_07
# %% step
def step(point: np.ndarray, eta: float, a: float) -> np.ndarray:
    gradient = grad_f(point[0], point[1], a)
    point[0] = point[0] - eta * gradient[0]
    point[1] = point[1] - eta * gradient[1]
    return point
