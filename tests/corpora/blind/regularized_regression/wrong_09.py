# wrong: fit: mean noted after the update
# all else: right_04
# %% fit
def fit(X, y, eta, lam, penalty, iterations):
    w, b = np.zeros((X.shape[1], 1)), 0.0
    means = []
    for _ in range(iterations):
        w, b = update(w, b, *gradients(X, y, w, b, lam, penalty), eta)
        means.append(np.mean(predict(X, w, b)))
    return w, b, np.array(means)
