"""Sub-workshop 2, K to N: error Y − XW, gradient −(1/N) Xᵀ E."""
# %% design_matrix
def design_matrix(x):
    return np.column_stack((x, np.ones(len(x))))

# %% predict
def predict(X, W):
    return X @ W

# %% loss
def loss(X, Y, W):
    N = len(X)
    E = Y - X @ W
    return (1 / (2 * N)) * np.sum(E**2)

# %% gradient
def gradient(X, Y, W):
    N = len(X)
    E = Y - X @ W
    return -(1 / N) * X.T @ E

# %% update
def update(W, gradient, eta):
    return W - eta * gradient

# %% fit
def fit(X, Y, eta, iterations):
    W = np.zeros((X.shape[1], 1))
    loss_history = []
    N = len(X)
    for t in range(iterations):
        E = Y - X @ W
        grad_J = -(1 / N) * X.T @ E
        W = W - eta * grad_J
        J = (1 / (2 * N)) * np.sum(E**2)
        loss_history.append(J)
    return W, loss_history

# %% plot_fit
def plot_fit(X, Y, W):
    w1, w2 = W.flatten()
    plt.figure()
    plt.scatter(X[:, 0], Y, color="blue", label="True data points (Y)")
    plt.plot(X[:, 0], X @ W, color="red", linewidth=2, label=f"Y = {w1:.2f} X1 + {w2:.2f}")
    plt.title("Linear regression fit")
    plt.xlabel("Descriptor X1 (atoms/nm³)")
    plt.ylabel("Property Y (GPa)")
    plt.legend()
    plt.grid(True)
    return plt.gca()

# %% plot_loss
def plot_loss(losses):
    plt.figure()
    plt.plot(range(len(losses)), losses, color="purple", linewidth=2)
    plt.title("Loss function vs. iterations")
    plt.xlabel("Iteration number")
    plt.ylabel("Loss J(W)")
    plt.ylim(bottom=0)
    return plt.gca()
