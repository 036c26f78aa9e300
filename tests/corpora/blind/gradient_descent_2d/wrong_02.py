# wrong: grad_f: factor 2 missing in the derivative by y
# all else: right_02
# %% grad_f
def grad_f(x, y, a):
    g = np.zeros(2)
    g[0] = 2 * x + y
    g[1] = x + a * y
    return g
