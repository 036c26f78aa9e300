# italiano
# %% predict
def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    # somma pesata più bias
    return np.dot(X, w) + b


# %% loss
def loss(X: np.ndarray, y: np.ndarray, w: np.ndarray, b: float) -> float:
    errore = predict(X, w, b) - y
    return 0.5 * np.mean(errore**2)


# %% gradients
def gradients(X, y, w, b):
    errore = predict(X, w, b) - y
    # media di e_i * x_i, una per ogni colonna
    derivata_w = np.mean(errore[:, np.newaxis] * X, axis=0)
    derivata_b = np.mean(errore)
    return (derivata_w, derivata_b)


# %% update
def update(w, b, dw, db, eta):
    nuovo_w = np.copy(w).astype(float)
    nuovo_w -= eta * dw
    nuovo_b = b - eta * db
    return nuovo_w, nuovo_b


# %% fit
def fit(X, y, eta, epochs):
    pesi, bias = np.zeros(X.shape[1]), 0.0
    perdite = np.empty(epochs)
    for epoca in range(epochs):
        perdite[epoca] = loss(X, y, pesi, bias)
        pesi, bias = update(pesi, bias, *gradients(X, y, pesi, bias), eta)
    return pesi, bias, perdite


# %% plot_fit
def plot_fit(X, y, w, b):
    figura, assi = plt.subplots(figsize=(6, 4))
    assi.plot(X[:, 0], predict(X, w, b), color="tab:red", label="retta")
    assi.scatter(X[:, 0], y, color="k", marker="s", label="campioni")
    assi.set(xlabel="descrittore x", ylabel="proprietà y", title="Regressione lineare")
    assi.legend(loc="best")
    return assi


# %% plot_loss
def plot_loss(losses):
    figura, assi = plt.subplots()
    assi.semilogy(np.arange(len(losses)), losses, color="tab:purple")
    assi.set(xlabel="epoca", ylabel="perdita", title="Apprendimento")
    return assi
