# wrong: update: prints the new W and returns nothing
# %% design_matrix
def design_matrix(x):
    # wiersz: (x, 1)
    return np.array(list(zip(x, [1.0] * len(x))))


# %% predict
def predict(X, W):
    # po kolei dla każdego materiału
    return np.array([[sum(a * b for a, b in zip(wiersz, W[:, 0]))] for wiersz in X])


# %% loss
def loss(X, Y, W):
    bledy = [y - p for y, p in zip(Y[:, 0], predict(X, W)[:, 0])]
    return sum(e * e for e in bledy) / (2 * len(bledy))


# %% gradient
def gradient(X, Y, W):
    bledy = (Y - predict(X, W))[:, 0]
    return np.array([[-sum(e * v for e, v in zip(bledy, kolumna)) / len(Y)] for kolumna in X.T])


# %% update
def update(W, gradient, eta):
    W_new = W - eta * gradient
    print(W_new)


# %% fit
def fit(X, Y, eta, iterations):
    W = np.array([[0.0]] * X.shape[1])
    straty = []
    while len(straty) != iterations:
        straty += [loss(X, Y, W)]
        W = update(W, gradient(X, Y, W), eta)
    return (W, np.array(straty))


# %% plot_fit
def plot_fit(X, Y, W):
    rysunek, osie = plt.subplots()
    punkty = sorted(zip(X[:, 0], Y[:, 0], predict(X, W)[:, 0]))
    osie.plot([p[0] for p in punkty], [p[1] for p in punkty], "*", label="dane")
    osie.plot([p[0] for p in punkty], [p[2] for p in punkty], label="prosta")
    osie.set_xlabel("X1 (atomy/nm³)")
    osie.set_ylabel("Y (GPa)")
    osie.set_title("Dopasowanie")
    osie.legend()
    return osie


# %% plot_loss
def plot_loss(losses):
    rysunek, osie = plt.subplots()
    osie.plot(*np.array(list(enumerate(losses))).T)
    osie.set_xlabel("iteracja")
    osie.set_ylabel("strata (GPa²)")
    osie.set_title("Strata")
    return osie
