# %% design_matrix
def design_matrix(x):
    number_of_materials = x.shape[0]
    ones = np.ones(number_of_materials)
    X = np.array([x, ones])  # two rows
    X = X.T  # two columns
    print("shape of X:", X.shape)
    return X


# %% predict
def predict(X, W):
    print("shapes:", X.shape, W.shape)
    return X @ W


# %% loss
def loss(X, Y, W):
    errors = Y - X @ W
    squared = errors**2
    N = Y.shape[0]
    J = 1 / (2 * N) * squared.sum()
    return J


# %% gradient
def gradient(X, Y, W):
    N = Y.shape[0]
    errors = Y - X @ W
    result = -(1 / N) * (X.T @ errors)
    print("gradient:", result.ravel())
    return result


# %% update
def update(W, gradient, eta):
    step = eta * gradient
    W_new = W - step
    return W_new


# %% fit
def fit(X, Y, eta, iterations):
    N = X.shape[0]
    W = np.zeros((X.shape[1], 1))
    losses = np.array([])
    t = 0
    while t < iterations:
        errors = Y - X @ W
        losses = np.append(losses, (errors**2).sum() / (2 * N))
        grad = -(X.T @ errors) / N
        W = W - eta * grad
        t += 1
    print("last W:", W.ravel())
    return W, losses


# %% plot_fit
def plot_fit(X, Y, W):
    fig, ax = plt.subplots()
    x_values = X[:, 0]
    ax.scatter(x_values, Y)
    left = x_values.min()
    right = x_values.max()
    ax.plot([left, right], [W[0, 0] * left + W[1, 0], W[0, 0] * right + W[1, 0]], "k-")
    ax.set_xlabel("X1 [atoms/nm³]")
    ax.set_ylabel("Y [GPa]")
    ax.set_title("My fit")
    ax.legend(["materials", "fitted line"])
    return ax


# %% plot_loss
def plot_loss(losses):
    fig, ax = plt.subplots()
    x_values = np.linspace(0, len(losses) - 1, len(losses))
    ax.plot(x_values, losses, color="orange")
    ax.set_xlabel("iteration number")
    ax.set_ylabel("loss [GPa²]")
    ax.set_title("My loss")
    return ax
