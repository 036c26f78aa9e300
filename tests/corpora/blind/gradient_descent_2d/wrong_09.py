# wrong: descend: last point missing
# all else: right_06
# %% descend
def descend(start: np.ndarray, eta: float, tolerance: float, a: float) -> np.ndarray:
    p = np.asarray(start, dtype=float)
    trajectory = []
    while gradient_norm(p[0], p[1], a) > tolerance:
        trajectory.append(p)
        p = step(p, eta, a)
    return np.array(trajectory).reshape(-1, 2)
