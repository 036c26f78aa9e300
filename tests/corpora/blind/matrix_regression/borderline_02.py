# borderline: design_matrix: keeps an integer x as integers
# %% design_matrix
def design_matrix(x):
    return np.stack((x, np.ones_like(x)), axis=1)


# %% predict
def predict(X, W):
    N = X.shape[0]
    D = X.shape[1]
    Y_hat = np.zeros((N, 1))
    for i in range(N):
        for j in range(D):
            Y_hat[i, 0] += X[i, j] * W[j, 0]
    return Y_hat


# %% loss
def loss(X, Y, W):
    Y_hat = predict(X, W)
    J = 0.0
    for i in range(len(Y)):
        J = J + (Y[i, 0] - Y_hat[i, 0]) ** 2
    J = J / 2 / len(Y)
    return J


# %% gradient
def gradient(X, Y, W):
    N, D = X.shape
    Y_hat = predict(X, W)
    G = np.zeros((D, 1))
    for j in range(D):
        s = 0.0
        for i in range(N):
            s = s + X[i, j] * (Y[i, 0] - Y_hat[i, 0])
        G[j, 0] = -s / N
    return G


# %% update
def update(W, gradient, eta):
    new = np.zeros(W.shape)
    for j in range(len(W)):
        new[j, 0] = W[j, 0] - eta * gradient[j, 0]
    return new


# %% fit
def fit(X, Y, eta, iterations):
    W = np.zeros((X.shape[1], 1))
    losses = np.zeros(iterations)
    for t in range(iterations):
        losses[t] = loss(X, Y, W)
        G = gradient(X, Y, W)
        W = update(W, G, eta)
    return W, losses


# %% plot_fit
def plot_fit(X, Y, W):
    plt.figure()
    plt.plot(X[:, 0], Y[:, 0], "o", label="data")
    x_line = np.linspace(min(X[:, 0]), max(X[:, 0]), 100)
    y_line = W[0, 0] * x_line + W[1, 0]
    plt.plot(x_line, y_line, "-", label="line")
    plt.xlabel("X1 (atoms/nm^3)")
    plt.ylabel("Y (GPa)")
    plt.title("Materials")
    plt.legend()
    return plt.gca()


# %% plot_loss
def plot_loss(losses):
    plt.figure()
    plt.plot(list(range(len(losses))), losses)
    plt.xlabel("iteration")
    plt.ylabel("loss J (GPa^2)")
    plt.title("Loss curve")
    return plt.gca()
