# wrong: descend: the same array recorded again and again, all rows equal the end
# all else: right_05
# %% descend
def descend(start: np.ndarray, eta: float, tolerance: float, a: float) -> np.ndarray:
    point = np.array(start, dtype=float)
    path = [point]
    while gradient_norm(point[0], point[1], a) > tolerance:
        point -= eta * grad_f(point[0], point[1], a)
        path.append(point)
    return np.array(path)
