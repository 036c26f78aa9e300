# wrong: descend: stops on the length of the step, not on the slope
# all else: right_09
# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    punkte = [x0]
    while len(punkte) <= max_iterations:
        neu = step(punkte[-1], eta)
        if abs(neu - punkte[-1]) <= tolerance:
            break
        punkte.append(neu)
    return np.array(punkte)
