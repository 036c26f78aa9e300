# wrong: fit: starts from ones, not from zeros
# all else: right_05
# %% fit
def fit(X: np.ndarray, Y: np.ndarray, eta: float, iterations: int):
    model = LinearModel(X, Y, eta)
    model.W = np.ones((X.shape[1], 1))
    losses = model.train(iterations)
    return model.W, np.array(losses)
