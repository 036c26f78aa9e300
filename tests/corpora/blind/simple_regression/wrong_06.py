# wrong: gradients: 1/N missing in dw
# all else: right_06
# %% gradients
def gradients(X, y, w, b):
    e = predict(X, w, b) - y
    return np.einsum("n,nd->d", e, X), np.mean(e)
