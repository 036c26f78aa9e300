"""Steps 1 to 4 of the first sub-workshop, and its program's loop and plots."""
# %% predict
def predict(X, w, b):
    return np.array([np.sum(w * x_i) + b for x_i in X])

# %% loss
def loss(X, y, w, b):
    m = len(X)
    error = predict(X, w, b) - y
    return (1 / (2 * m)) * np.sum(error**2)

# %% gradients
def gradients(X, y, w, b):
    N = len(X)
    e = predict(X, w, b) - y
    dw = (1 / N) * sum(e[i] * X[i] for i in range(N))
    db = (1 / N) * sum(e[i] for i in range(N))
    return dw, db

# %% update
def update(w, b, dw, db, eta):
    return w - eta * dw, b - eta * db

# %% fit
def fit(X, y, eta, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    losses = []
    for epoch in range(epochs):
        losses.append(loss(X, y, w, b))
        dw, db = gradients(X, y, w, b)
        w, b = update(w, b, dw, db, eta)
    return w, b, losses

# %% plot_fit
def plot_fit(X, y, w, b):
    plt.figure(figsize=(6, 4))
    plt.scatter(X, y, color="blue", label="Training data")
    plt.plot(X, X * w + b, color="red", label="Fitted line")
    plt.xlabel("x"); plt.ylabel("y")
    plt.legend(); plt.grid(True)
    plt.title("Perceptron as linear regressor")
    return plt.gca()

# %% plot_loss
def plot_loss(losses):
    plt.figure(figsize=(6, 4))
    plt.plot(losses)
    plt.title("Convergence of the loss")
    plt.xlabel("Epoch"); plt.ylabel("Loss")
    plt.grid(True)
    return plt.gca()
