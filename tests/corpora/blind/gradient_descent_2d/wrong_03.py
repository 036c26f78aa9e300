# wrong: grad_f: a left out of the derivative by y, right only for a = 1
# all else: right_09
# %% grad_f
def grad_f(x: float, y: float, a: float) -> np.ndarray:
    return np.array([2 * x + y, x + 2 * y])
