# wrong: estimates: no error for equal x, returns inf or nan
# all else: right_05
# %% estimates
def estimates(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    n = len(x)
    mx, my = x.mean(), y.mean()
    with np.errstate(all="ignore"):
        b1 = np.divide((x * y).sum() - n * mx * my, (x**2).sum() - n * mx * mx)
    return my - b1 * mx, b1
