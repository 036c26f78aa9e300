# wrong: loss: mean in place of the plain sum (1/n too many)
# all else: right_07
# %% loss
def loss(X, y, w, b, lam, penalty):
    errors = y - (X @ w + b)
    L = 0.5 * np.mean(errors**2)
    if penalty == "L1":
        L += l1_penalty(w, lam)
    if penalty == "L2":
        L += l2_penalty(w, lam)
    return L
