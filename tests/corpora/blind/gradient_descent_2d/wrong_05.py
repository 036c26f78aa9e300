# wrong: step: sequential update, y moves with the new x
# all else: right_03
# %% step
def step(point: np.ndarray, eta: float, a: float) -> np.ndarray:
    x, y = point
    x = x - eta * (2 * x + y)
    y = y - eta * (x + 2 * a * y)
    return np.array([x, y])
