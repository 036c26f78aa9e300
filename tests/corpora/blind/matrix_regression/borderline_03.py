# borderline: plot_fit: axis labels without units (units asked for in the text only, not in the docstring)
# %% design_matrix
def design_matrix(x: np.ndarray) -> np.ndarray:
    # descritor e coluna de uns
    return np.stack([x, np.ones_like(x, dtype=float)], axis=1)


# %% predict
def predict(X: np.ndarray, W: np.ndarray) -> np.ndarray:
    return np.dot(X, W)


# %% loss
def loss(X: np.ndarray, Y: np.ndarray, W: np.ndarray) -> float:
    erro = Y - X @ W
    # matriz 1×1 -> número
    return (erro.T @ erro).item() / (2 * Y.shape[0])


# %% gradient
def gradient(X: np.ndarray, Y: np.ndarray, W: np.ndarray) -> np.ndarray:
    n = Y.shape[0]
    return X.T @ (X @ W - Y) / n


# %% update
def update(W: np.ndarray, gradient: np.ndarray, eta: float) -> np.ndarray:
    novo = W.astype(float).copy()
    novo -= eta * gradient
    return novo


# %% fit
def fit(X, Y, eta, iterations):
    pesos = np.zeros((X.shape[1], 1))
    perdas = np.empty(iterations)
    for t in range(iterations):
        perdas[t] = loss(X, Y, pesos)
        pesos = update(pesos, gradient(X, Y, pesos), eta)
    return pesos, perdas


# %% plot_fit
def plot_fit(X, Y, W):
    fig, ax = plt.subplots()
    ax.scatter(X[:, 0], Y, label="materials")
    ax.plot(X[:, 0], X @ W, label="fit")
    ax.set(xlabel="x", ylabel="y", title="fit")
    ax.legend()
    return ax


# %% plot_loss
def plot_loss(losses):
    figura, eixo = plt.subplots()
    eixo.semilogy(losses)
    eixo.set(xlabel="iteração", ylabel="J (GPa²)", title="Perda")
    return eixo
