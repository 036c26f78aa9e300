# wrong: normal_equations: square of the sum in place of the sum of squares
# all else: right_01
# %% normal_equations
def normal_equations(x, y):
    A = np.array([[len(x), np.sum(x)], [np.sum(x), np.sum(x) ** 2]])
    c = np.array([np.sum(y), np.sum(x * y)])
    return A, c
