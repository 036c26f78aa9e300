# wrong: sum_of_squares: mean in place of the plain sum
# all else: right_08
# %% sum_of_squares
def sum_of_squares(x: np.ndarray, y: np.ndarray, beta0: float, beta1: float) -> float:
    return float(np.mean((y - beta0 - beta1 * x) ** 2))
