# %% predict
def predict(X, w, b):
    return np.einsum("nd,dk->nk", X, w) + b


# %% l1_penalty
def l1_penalty(w, lam):
    return lam * np.einsum("dk->", np.abs(w))


# %% l2_penalty
def l2_penalty(w, lam):
    return 0.5 * lam * np.einsum("dk,dk->", w, w)


# %% l1_term
def l1_term(w, lam):
    return np.multiply(lam, np.sign(w))


# %% l2_term
def l2_term(w, lam):
    return np.einsum(",dk->dk", lam, w)


# %% loss
def loss(X, y, w, b, lam, penalty):
    e = y - predict(X, w, b)
    return 0.5 * np.einsum("nk,nk->", e, e) + (
        (penalty == "L1") * l1_penalty(w, lam) + (penalty == "L2") * l2_penalty(w, lam)
    )


# %% gradients
def gradients(X, y, w, b, lam, penalty):
    e = y - predict(X, w, b)
    dw = -np.einsum("nd,nk->dk", X, e)
    dw = dw + (penalty == "L1") * l1_term(w, lam) + (penalty == "L2") * l2_term(w, lam)
    return dw, -np.einsum("nk->", e)


# %% update
def update(w, b, dw, db, eta):
    return np.subtract(w, np.multiply(eta, dw)), np.subtract(b, eta * db)


# %% fit
def fit(X, y, eta, lam, penalty, iterations):
    # mean of the predictions = mean row of X times w, plus b
    w, b = np.zeros((X.shape[1], 1)), 0.0
    row = X.mean(axis=0)
    means = np.zeros(iterations)
    for k in range(iterations):
        means[k] = (row @ w).item() + b
        dw, db = gradients(X, y, w, b, lam, penalty)
        w, b = update(w, b, dw, db, eta)
    return w, float(b), means


# %% plot_mean_predictions
def plot_mean_predictions(histories):
    ax = plt.figure().gca()
    for i, (penalty, means) in enumerate(histories.items()):
        ax.plot(np.arange(means.size), means, color=f"C{i}", lw=1 + i, alpha=0.6, label=penalty)
    plt.setp(ax, xlabel="updates", ylabel="mean", title="mean prediction")
    ax.legend(loc="lower right")
    return ax
