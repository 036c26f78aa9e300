# wrong: estimates: results rounded to four decimals
# all else: right_09
# %% estimates
def estimates(x, y):
    if all(xi == x[0] for xi in x):
        raise ValueError("όλα τα x είναι ίσα")
    n = len(x)
    mx, my = sum(x) / n, sum(y) / n
    β1 = (sum(x * y) - n * mx * my) / (sum(x * x) - n * mx**2)
    β0 = my - β1 * mx
    return round(β0, 4), round(β1, 4)
