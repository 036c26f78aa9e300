# wrong: predict: returns a flat array, shape (N,), not a column
# all else: right_02
# %% predict
def predict(X, W):
    N, D = X.shape
    result = np.zeros(N)
    for i in range(N):
        for j in range(D):
            result[i] += X[i, j] * W[j, 0]
    return result
