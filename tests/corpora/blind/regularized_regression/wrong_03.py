# wrong: l2_penalty: half missing
# %% predict
def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Predictions ŷ = Xw + b1."""
    return X @ w + b


# %% l1_penalty
def l1_penalty(w: np.ndarray, lam: float) -> float:
    return lam * np.sum(np.abs(w))


# %% l2_penalty
def l2_penalty(w: np.ndarray, lam: float) -> float:
    return lam * np.sum(w**2)


# %% l1_term
def l1_term(w: np.ndarray, lam: float) -> np.ndarray:
    return lam * np.sign(w)


# %% l2_term
def l2_term(w: np.ndarray, lam: float) -> np.ndarray:
    return lam * w


# %% loss
def loss(X, y, w, b, lam, penalty):
    e = y - predict(X, w, b)
    L = 0.5 * np.sum(e**2)
    if penalty == "L1":
        L += l1_penalty(w, lam)
    elif penalty == "L2":
        L += l2_penalty(w, lam)
    return L


# %% gradients
def gradients(X, y, w, b, lam, penalty):
    e = y - predict(X, w, b)
    dw = -X.T @ e
    if penalty == "L1":
        dw = dw + l1_term(w, lam)
    elif penalty == "L2":
        dw = dw + l2_term(w, lam)
    db = -np.sum(e)
    return dw, db


# %% update
def update(w, b, dw, db, eta):
    return w - eta * dw, b - eta * db


# %% fit
def fit(X, y, eta, lam, penalty, iterations):
    w = np.zeros((X.shape[1], 1))
    b = 0.0
    means = []
    for _ in range(iterations):
        means.append(np.mean(predict(X, w, b)))
        dw, db = gradients(X, y, w, b, lam, penalty)
        w, b = update(w, b, dw, db, eta)
    return w, b, np.array(means)


# %% plot_mean_predictions
def plot_mean_predictions(histories):
    fig, ax = plt.subplots()
    for penalty, means in histories.items():
        ax.plot(means, label=penalty)
    ax.set_xlabel("updates")
    ax.set_ylabel("mean prediction")
    ax.set_title("Mean predicted specific surface")
    ax.legend()
    return ax
