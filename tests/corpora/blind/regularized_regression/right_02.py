# %% predict
def predict(X, w, b):
    n, d = X.shape
    y_hat = np.zeros((n, 1))
    for i in range(n):
        y_hat[i, 0] = b
        for j in range(d):
            y_hat[i, 0] = y_hat[i, 0] + X[i, j] * w[j, 0]
    return y_hat


# %% l1_penalty
def l1_penalty(w, lam):
    s = 0.0
    for j in range(len(w)):
        if w[j, 0] >= 0:
            s = s + w[j, 0]
        else:
            s = s - w[j, 0]
    return lam * s


# %% l2_penalty
def l2_penalty(w, lam):
    s = 0.0
    for j in range(len(w)):
        s = s + w[j, 0] * w[j, 0]
    return lam * s / 2


# %% l1_term
def l1_term(w, lam):
    t = np.zeros(w.shape)
    for j in range(len(w)):
        if w[j, 0] > 0:
            t[j, 0] = lam
        elif w[j, 0] < 0:
            t[j, 0] = -lam
        else:
            t[j, 0] = 0
    return t


# %% l2_term
def l2_term(w, lam):
    t = np.zeros(w.shape)
    for j in range(len(w)):
        t[j, 0] = lam * w[j, 0]
    return t


# %% loss
def loss(X, y, w, b, lam, penalty):
    y_hat = predict(X, w, b)
    s = 0.0
    for i in range(len(y)):
        s = s + (y[i, 0] - y_hat[i, 0]) ** 2
    s = s / 2
    if penalty == "none":
        return s
    if penalty == "L1":
        return s + l1_penalty(w, lam)
    if penalty == "L2":
        return s + l2_penalty(w, lam)


# %% gradients
def gradients(X, y, w, b, lam, penalty):
    n, d = X.shape
    y_hat = predict(X, w, b)
    dw = np.zeros((d, 1))
    db = 0.0
    for i in range(n):
        e = y[i, 0] - y_hat[i, 0]
        db = db - e
        for j in range(d):
            dw[j, 0] = dw[j, 0] - X[i, j] * e
    if penalty == "L1":
        dw = dw + l1_term(w, lam)
    if penalty == "L2":
        dw = dw + l2_term(w, lam)
    return dw, db


# %% update
def update(w, b, dw, db, eta):
    w_new = np.zeros(w.shape)
    for j in range(len(w)):
        w_new[j, 0] = w[j, 0] - eta * dw[j, 0]
    b_new = b - eta * db
    return w_new, b_new


# %% fit
def fit(X, y, eta, lam, penalty, iterations):
    w = np.zeros((X.shape[1], 1))
    b = 0.0
    means = np.zeros(iterations)
    for k in range(iterations):
        y_hat = predict(X, w, b)
        total = 0.0
        for i in range(len(y_hat)):
            total = total + y_hat[i, 0]
        means[k] = total / len(y_hat)
        dw, db = gradients(X, y, w, b, lam, penalty)
        w, b = update(w, b, dw, db, eta)
    return w, b, means


# %% plot_mean_predictions
def plot_mean_predictions(histories):
    plt.figure()
    for name in histories:
        y_values = histories[name]
        x_values = list(range(len(y_values)))
        plt.plot(x_values, y_values, label=name)
    plt.legend()
    plt.xlabel("number of updates")
    plt.ylabel("mean")
    plt.title("means")
    return plt.gca()
