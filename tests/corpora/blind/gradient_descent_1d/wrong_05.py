# wrong: descend: start not recorded
# all else: right_08
# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    points = []
    x = x0
    for _ in range(max_iterations):
        if abs(grad_f(x)) <= tolerance:
            break
        x = step(x, eta)
        points.append(x)
    return np.array(points)
