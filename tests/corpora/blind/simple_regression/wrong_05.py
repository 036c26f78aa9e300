# wrong: gradients: pair returned in the order (db, dw)
# all else: right_09
# %% gradients
def gradients(X, y, w, b):
    误差 = predict(X, w, b) - y
    n = len(误差)
    dw = X.T @ 误差 / n
    return add_up(误差) / n, dw
