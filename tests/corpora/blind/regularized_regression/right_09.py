# Magyar
# %% predict
def predict(X, w, b):
    return np.array([[sum(x * v for x, v in zip(sor, w[:, 0])) + b] for sor in X])


# %% l1_penalty
def l1_penalty(w, lam):
    # abszolút értékek összege
    return sum(abs(v) for v in w.flatten()) * lam


# %% l2_penalty
def l2_penalty(w, lam):
    return sum(lam / 2 * v**2 for v in w.flatten())


# %% l1_term
def l1_term(w, lam):
    def elojel(v):
        return (v > 0) * 1.0 - (v < 0) * 1.0

    return np.array([[lam * elojel(v)] for v in w.flatten()])


# %% l2_term
def l2_term(w, lam):
    return np.array([[lam * v] for v in w.flatten()])


# %% loss
def loss(X, y, w, b, lam, penalty):
    hibak = [(yi - pi) for yi, pi in zip(y.flatten(), predict(X, w, b).flatten())]
    fel = sum(h * h for h in hibak) / 2
    return fel + (l1_penalty(w, lam) if penalty == "L1" else l2_penalty(w, lam) if penalty == "L2" else 0.0)


# %% gradients
def gradients(X, y, w, b, lam, penalty):
    hibak = (y - predict(X, w, b)).flatten()
    dw = np.array([[-sum(h * x for h, x in zip(hibak, oszlop))] for oszlop in X.T])
    if penalty != "none":
        dw = dw + (l1_term if penalty == "L1" else l2_term)(w, lam)
    return dw, -sum(hibak)


# %% update
def update(w, b, dw, db, eta):
    return np.array([[v - eta * dv] for v, dv in zip(w.flatten(), dw.flatten())]), b - eta * db


# %% fit
def fit(X, y, eta, lam, penalty, iterations):
    w = np.array([[0.0] for _ in X.T])
    b = 0.0
    atlagok = []
    while len(atlagok) < iterations:
        joslat = predict(X, w, b).flatten()
        atlagok.append(sum(joslat) / len(joslat))
        dw, db = gradients(X, y, w, b, lam, penalty)
        w, b = update(w, b, dw, db, eta)
    return w, b, np.array(atlagok)


# %% plot_mean_predictions
def plot_mean_predictions(histories):
    abra, tengely = plt.subplots()
    for nev, atlag in histories.items():
        tengely.plot([k for k in range(len(atlag))], list(atlag), "s--", markersize=3, label=nev)
    tengely.set_xlabel("frissítések száma")
    tengely.set_ylabel("átlagos jóslat")
    tengely.set_title("Átlagok")
    tengely.legend()
    return tengely
