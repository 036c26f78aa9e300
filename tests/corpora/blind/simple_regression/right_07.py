# %% predict
def predict(X, w, b):
    weighted_sum = np.matmul(X, w)
    prediction = weighted_sum + b
    print("prediction:", prediction)
    return prediction


# %% loss
def loss(X, y, w, b):
    prediction = X @ w + b
    errors = prediction - y
    squares = errors * errors
    half_mean = squares.sum() / squares.size / 2
    return half_mean


# %% gradients
def gradients(X, y, w, b):
    # e = y_hat - y
    errors = X @ w + b - y
    N = errors.size
    dw = np.array([(errors * X[:, j]).sum() / N for j in range(X.shape[1])])
    db = errors.sum() / N
    print("dw =", dw, "db =", db)
    return dw, db


# %% update
def update(w, b, dw, db, eta):
    w_new = w - eta * dw
    b_new = b - eta * db
    print("w:", w, "->", w_new)
    return w_new, b_new


# %% fit
def fit(X, y, eta, epochs):
    number_of_descriptors = X.shape[1]
    w = np.zeros(number_of_descriptors)
    b = 0.0
    losses = np.array([])
    for epoch in range(1, epochs + 1):
        current_loss = loss(X, y, w, b)
        losses = np.append(losses, current_loss)
        errors = X @ w + b - y
        dw = X.T @ errors / len(errors)
        db = errors.mean()
        w = w - eta * dw
        b = b - eta * db
        if epoch % 500 == 0:
            print("epoch", epoch, "loss", current_loss)
    return w, b, losses


# %% plot_fit
def plot_fit(X, y, w, b):
    fig, ax = plt.subplots()
    for i in range(len(y)):
        if i == 0:
            ax.scatter(X[i, 0], y[i], color="blue", label="samples")
        else:
            ax.scatter(X[i, 0], y[i], color="blue")
    left = X[:, 0].min()
    right = X[:, 0].max()
    ax.plot([left, right], [w[0] * left + b, w[0] * right + b], color="red", label="fitted line")
    ax.legend()
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.set_title("w = " + str(w[0]) + ", b = " + str(b))
    return ax


# %% plot_loss
def plot_loss(losses):
    fig, ax = plt.subplots()
    ax.plot(np.linspace(0, len(losses) - 1, len(losses)), losses, "r-")
    ax.set_xlabel("epoch")
    ax.set_ylabel("loss")
    ax.set_title("The loss falls")
    ax.grid()
    return ax
