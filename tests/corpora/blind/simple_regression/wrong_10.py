# wrong: plot_fit: line drawn without the bias
# %% helpers
def _with_ones(X):
    return np.c_[X, np.ones(len(X))]


# %% predict
def predict(X, w, b):
    return _with_ones(X) @ np.append(w, b)


# %% loss
def loss(X, y, w, b):
    # half of the mean square, by the variance: <e²> = var e + <e>²
    e = y - X.dot(w) - b
    return (np.var(e) + np.mean(e) ** 2) / 2


# %% gradients
def gradients(X, y, w, b):
    A = _with_ones(X)
    v = np.append(w, b)
    g = A.T @ (A @ v - y) / len(y)
    return g[:-1], g[-1]


# %% update
def update(w, b, dw, db, eta):
    new = np.append(w, b) - eta * np.append(dw, db)
    return new[:-1], new[-1]


# %% fit
def fit(X, y, eta, epochs):
    # G and r are the same in every epoch: gradient = G v - r
    A = _with_ones(X)
    N = len(y)
    G, r = A.T @ A / N, A.T @ y / N
    v = np.zeros(A.shape[1])
    losses = []
    for _ in range(epochs):
        losses.append(np.mean((A @ v - y) ** 2) / 2)
        v = v - eta * (G @ v - r)
    return v[:-1], float(v[-1]), np.array(losses)


# %% plot_fit
def plot_fit(X, y, w, b):
    fig, ax = plt.subplots()
    x = X[:, 0]
    ends = np.array([np.min(x), np.max(x)])
    ax.plot(x, y, "go", label="samples")
    ax.plot(ends, w[0] * ends, "b-", label="line")
    ax.legend()
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.set_title("Line and samples")
    return ax


# %% plot_loss
def plot_loss(losses):
    fig, ax = plt.subplots()
    ax.plot(losses, color="k")
    plt.xlabel("epochs done")
    plt.ylabel("half mean squared error")
    plt.title("Learning curve")
    return ax
