# wrong: fit: gradients computed once, before the loop
# %% predict
def predict(X, w, b):
    N = X.shape[0]
    d = X.shape[1]
    y_hat = np.zeros(N)
    for i in range(N):
        s = 0.0
        for j in range(d):
            s = s + X[i, j] * w[j]
        y_hat[i] = s + b
    return y_hat


# %% loss
def loss(X, y, w, b):
    y_hat = predict(X, w, b)
    total = 0.0
    for i in range(len(y)):
        total = total + (y_hat[i] - y[i]) ** 2
    return total / (2 * len(y))


# %% gradients
def gradients(X, y, w, b):
    N, d = X.shape
    y_hat = predict(X, w, b)
    dw = np.zeros(d)
    db = 0.0
    for i in range(N):
        e = y_hat[i] - y[i]
        for j in range(d):
            dw[j] = dw[j] + e * X[i, j]
        db = db + e
    dw = dw / N
    db = db / N
    return dw, db


# %% update
def update(w, b, dw, db, eta):
    new_w = np.zeros(len(w))
    for j in range(len(w)):
        new_w[j] = w[j] - eta * dw[j]
    new_b = b - eta * db
    return new_w, new_b


# %% fit
def fit(X, y, eta, epochs):
    w = np.zeros(X.shape[1])
    b = 0.0
    losses = np.zeros(epochs)
    dw, db = gradients(X, y, w, b)
    for k in range(epochs):
        losses[k] = loss(X, y, w, b)
        w, b = update(w, b, dw, db, eta)
    return w, b, losses


# %% plot_fit
def plot_fit(X, y, w, b):
    plt.figure()
    x = X[:, 0]
    plt.plot(x, y, "o", label="data")
    ends = np.array([x.min(), x.max()])
    plt.plot(ends, w[0] * ends + b, label="line")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title("fit")
    plt.legend()
    return plt.gca()


# %% plot_loss
def plot_loss(losses):
    plt.figure()
    epochs = []
    for k in range(len(losses)):
        epochs.append(k)
    plt.plot(epochs, losses, ".")
    plt.plot(epochs, losses)
    plt.xlabel("epoch")
    plt.ylabel("L")
    plt.title("loss")
    return plt.gca()
