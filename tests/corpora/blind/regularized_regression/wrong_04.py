# wrong: l1_term: sign(0) taken as 1
# %% predict
def predict(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    # sütun vektörü döner
    return np.dot(X, w) + b * np.ones((X.shape[0], 1))


# %% l1_penalty
def l1_penalty(w: np.ndarray, lam: float) -> float:
    return lam * np.linalg.norm(w.ravel(), 1)


# %% l2_penalty
def l2_penalty(w: np.ndarray, lam: float) -> float:
    return 0.5 * lam * np.linalg.norm(w) ** 2


# %% l1_term
def l1_term(w: np.ndarray, lam: float) -> np.ndarray:
    return np.where(w >= 0, lam, -lam)


# %% l2_term
def l2_term(w: np.ndarray, lam: float) -> np.ndarray:
    return np.multiply(w, lam)


# %% loss
def loss(X, y, w, b, lam, penalty):
    hata = y - X @ w - b
    ceza = {"none": 0.0, "L1": l1_penalty(w, lam), "L2": l2_penalty(w, lam)}[penalty]
    return np.linalg.norm(hata) ** 2 / 2 + ceza


# %% gradients
def gradients(X, y, w, b, lam, penalty):
    hata = y - X @ w - b
    ceza = {"none": np.zeros_like(w), "L1": l1_term(w, lam), "L2": l2_term(w, lam)}[penalty]
    return -(X.T @ hata) + ceza, -hata.sum()


# %% update
def update(w, b, dw, db, eta):
    yeni_w = w.astype(float)  # kopya
    yeni_w -= eta * dw
    return yeni_w, b - eta * db


# %% fit
def fit(X, y, eta, lam, penalty, iterations):
    w, b = np.zeros((X.shape[1], 1)), 0.0
    ortalamalar = np.empty(iterations)
    for t in range(iterations):
        ortalamalar[t] = predict(X, w, b).mean()
        w, b = update(w, b, *gradients(X, y, w, b, lam, penalty), eta)
    return w, b, ortalamalar


# %% plot_mean_predictions
def plot_mean_predictions(histories):
    sekil, eksen = plt.subplots(figsize=(7, 4))
    for (ad, ortalamalar), stil in zip(histories.items(), ("k-", "r--", "b:", "g-.")):
        eksen.plot(np.arange(len(ortalamalar)), ortalamalar, stil, label=ad)
    eksen.set(xlabel="güncelleme sayısı", ylabel="ortalama tahmin", title="Ortalama yüzey")
    eksen.legend()
    return eksen
