# wrong: gradients: bias penalised with L2
# all else: right_06
# %% gradients
def gradients(X, y, w, b, lam, penalty):
    e = y - predict(X, w, b)
    dw = -X.T @ e
    db = -e.sum()
    if penalty == "L1":
        dw = dw + l1_term(w, lam)
    if penalty == "L2":
        dw = dw + l2_term(w, lam)
        db = db + lam * b
    return dw, db
