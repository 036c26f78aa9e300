# wrong: fit: loss noted after the update
# all else: right_05
# %% fit
def fit(X, y, eta, epochs):
    unit = Perceptron(np.zeros(X.shape[1]), 0.0)
    losses = []
    for _ in range(epochs):
        unit.learn(X, y, eta)
        losses.append(unit.loss(X, y))
    return unit.w, unit.b, np.array(losses)
