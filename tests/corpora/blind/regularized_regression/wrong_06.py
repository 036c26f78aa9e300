# wrong: loss: mean in place of the plain sum (1/n too many)
# %% predict
def predict(X, w, b):
    weighted = X @ w
    prediction = weighted + b
    print("prediction:", prediction.ravel())
    return prediction


# %% l1_penalty
def l1_penalty(w, lam):
    moduli = np.sqrt(w**2)
    total = moduli.sum()
    return lam * total


# %% l2_penalty
def l2_penalty(w, lam):
    squares = w * w
    half_lambda = lam / 2
    return half_lambda * squares.sum()


# %% l1_term
def l1_term(w, lam):
    signs = np.sign(w)
    print("signs:", signs.ravel())
    return lam * signs


# %% l2_term
def l2_term(w, lam):
    return lam * w


# %% loss
def loss(X, y, w, b, lam, penalty):
    errors = y - (X @ w + b)
    L = 0.5 * np.mean(errors**2)
    if penalty == "L1":
        L += l1_penalty(w, lam)
    if penalty == "L2":
        L += l2_penalty(w, lam)
    return L


# %% gradients
def gradients(X, y, w, b, lam, penalty):
    errors = y - (X @ w + b)
    db = -errors.sum()
    dw = -X.T @ errors
    if penalty == "none":
        pass
    elif penalty == "L1":
        dw = dw + lam * np.sign(w)
    elif penalty == "L2":
        dw = dw + lam * w
    else:
        raise ValueError("unknown penalty: " + penalty)
    return dw, db


# %% update
def update(w, b, dw, db, eta):
    w_step = eta * dw
    b_step = eta * db
    print("steps:", w_step.ravel(), b_step)
    return w - w_step, b - b_step


# %% fit
def fit(X, y, eta, lam, penalty, iterations):
    d = X.shape[1]
    w = np.zeros((d, 1))
    b = 0.0
    means = np.array([])
    i = 0
    while i < iterations:
        predictions = X @ w + b
        means = np.append(means, predictions.mean())
        dw, db = gradients(X, y, w, b, lam, penalty)
        w = w - eta * dw
        b = b - eta * db
        i += 1
    print("final weights with penalty", penalty, ":", w.ravel())
    return w, b, means


# %% plot_mean_predictions
def plot_mean_predictions(histories):
    fig, ax = plt.subplots()
    names = []
    for name in histories.keys():
        ax.plot(histories[name])
        names.append(name)
    ax.legend(names)
    ax.set_xlabel("number of updates")
    ax.set_ylabel("mean predicted specific surface")
    ax.set_title("Three penalties")
    ax.grid(True)
    return ax
