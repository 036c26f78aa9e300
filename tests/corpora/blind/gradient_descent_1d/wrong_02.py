# wrong: grad_f: rounded to two decimals
# all else: right_01
# %% grad_f
def grad_f(x):
    return np.round(2 * x - 4, 2)
