# borderline: gradients: an unknown penalty counts as "none"; db returned as an array of shape (1,)
# all else: right_02
# %% gradients
def gradients(X, y, w, b, lam, penalty):
    e = y - X @ w - b
    term = l1_term(w, lam) if penalty == "L1" else l2_term(w, lam) if penalty == "L2" else 0
    return -X.T @ e + term, -e.sum(axis=0)
