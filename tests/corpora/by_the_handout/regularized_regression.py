"""Sub-workshop 2, Activity 2: e = y − (Xw + b1), a plain sum, means stored before the update."""
# %% predict
def predict(X, w, b):
    return X @ w + b

# %% l1_penalty
def l1_penalty(w, lam):
    return lam * np.sum(np.abs(w))

# %% l2_penalty
def l2_penalty(w, lam):
    return lam / 2 * np.sum(w**2)

# %% l1_term
def l1_term(w, lam):
    return lam * np.sign(w)

# %% l2_term
def l2_term(w, lam):
    return lam * w

# %% loss
def loss(X, y, w, b, lam, penalty):
    e = y - (X @ w + b)
    total = 0.5 * np.sum(e**2)
    if penalty == "L1":
        total += l1_penalty(w, lam)
    elif penalty == "L2":
        total += l2_penalty(w, lam)
    return total

# %% gradients
def gradients(X, y, w, b, lam, penalty):
    e = y - (X @ w + b)
    grad_w = -X.T @ e
    if penalty == "L1":
        grad_w = grad_w + lam * np.sign(w)
    elif penalty == "L2":
        grad_w = grad_w + lam * w
    return grad_w, -np.sum(e)

# %% update
def update(w, b, dw, db, eta):
    return w - eta * dw, b - eta * db

# %% fit
def fit(X, y, eta, lam, penalty, iterations):
    w = np.zeros((X.shape[1], 1))
    b = 0.0
    mean_pred = []
    t = 0
    while t < iterations:
        y_hat = X @ w + b
        grad_w, grad_b = gradients(X, y, w, b, lam, penalty)
        w, b = update(w, b, grad_w, grad_b, eta)
        mean_pred.append(np.mean(y_hat))
        t += 1
    return w, b, mean_pred

# %% plot_mean_predictions
def plot_mean_predictions(histories):
    figure, axes = plt.subplots()
    for penalty, means in histories.items():
        axes.plot(range(1, len(means) + 1), means, label=penalty)
    axes.set_xlabel("Iteration")
    axes.set_ylabel("Mean predicted specific surface")
    axes.set_title("Mean predicted specific surface")
    axes.legend()
    return axes
