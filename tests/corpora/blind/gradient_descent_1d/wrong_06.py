# wrong: descend: stops at < tolerance where the text says <=
# all else: right_06
# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    points = [x0]
    for _ in range(max_iterations):
        if abs(grad_f(points[-1])) < tolerance:
            break
        points.append(step(points[-1], eta))
    return np.array(points)
