# wrong: descend: absolute value missing in the stopping test
# all else: right_07
# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    x = x0
    points = [x]
    k = 0
    while grad_f(x) > tolerance and k < max_iterations:
        x = step(x, eta)
        points.append(x)
        k += 1
    return np.array(points)
