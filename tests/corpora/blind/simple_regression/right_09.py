# 中文注释
# %% helpers
def add_up(values):
    # 递归求和,一分为二
    values = list(values)
    if len(values) == 0:
        return 0.0
    if len(values) == 1:
        return values[0]
    middle = len(values) // 2
    return add_up(values[:middle]) + add_up(values[middle:])


# %% predict
def predict(X, w, b):
    # 预测值
    return np.array([add_up(xj * wj for xj, wj in zip(xi, w)) + b for xi in X])


# %% loss
def loss(X, y, w, b):
    误差 = predict(X, w, b) - y
    return add_up(误差**2) / (2 * len(误差))


# %% gradients
def gradients(X, y, w, b):
    误差 = predict(X, w, b) - y
    n = len(误差)
    dw = np.array([add_up(e * x for e, x in zip(误差, X[:, j])) / n for j in range(X.shape[1])])
    return dw, add_up(误差) / n


# %% update
def update(w, b, dw, db, eta):
    return np.array([wj - eta * dwj for wj, dwj in zip(w, dw)]), b - eta * db


# %% fit
def fit(X, y, eta, epochs):
    w = np.array([0.0 for _ in X[0]])
    b = 0.0
    losses = [0.0] * epochs
    for k in range(epochs):
        losses[k] = loss(X, y, w, b)
        # 先算两个梯度,再更新
        dw, db = gradients(X, y, w, b)
        w, b = update(w, b, dw, db, eta)
    return w, b, np.array(losses)


# %% plot_fit
def plot_fit(X, y, w, b):
    fig, ax = plt.subplots()
    x = X[:, 0]
    ax.scatter(x, y, label="samples")
    ax.plot(sorted(x), [w[0] * v + b for v in sorted(x)], label="line")
    ax.set_xlabel("x 轴")
    ax.set_ylabel("y")
    ax.set_title("line through the samples")
    ax.legend()
    return ax


# %% plot_loss
def plot_loss(losses):
    fig, ax = plt.subplots()
    ax.step(np.arange(len(losses)), losses, where="post")
    ax.set_xlabel("epoch")
    ax.set_ylabel("loss")
    ax.set_title("loss")
    return ax
