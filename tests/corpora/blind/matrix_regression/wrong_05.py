# wrong: gradient: minus sign missing
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
    return X.T @ (Y - X @ W) / n


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
    figura, eixo = plt.subplots(figsize=(7, 5))
    extremos = np.array([X[:, 0].min(), X[:, 0].max()])
    eixo.plot(extremos, W[0, 0] * extremos + W[1, 0], "r--", label="reta ajustada")
    eixo.scatter(X[:, 0], Y, marker="d", label="materiais")
    eixo.set(xlabel="descritor (átomos/nm³)", ylabel="propriedade (GPa)", title="Ajuste linear")
    eixo.legend()
    return eixo


# %% plot_loss
def plot_loss(losses):
    figura, eixo = plt.subplots()
    eixo.semilogy(losses)
    eixo.set(xlabel="iteração", ylabel="J (GPa²)", title="Perda")
    return eixo
