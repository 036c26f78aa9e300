# borderline: fit: means returned as a list
# all else: right_01
# %% fit
def fit(X, y, eta, lam, penalty, iterations):
    w, b, means = np.zeros((X.shape[1], 1)), 0.0, []
    for _ in range(iterations):
        means.append(np.mean(predict(X, w, b)))
        w, b = update(w, b, *gradients(X, y, w, b, lam, penalty), eta)
    return w, b, means
