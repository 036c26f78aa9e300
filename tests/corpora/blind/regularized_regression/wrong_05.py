# wrong: l2_term: returns the sum, a number, not a column
# all else: right_09
# %% l2_term
def l2_term(w, lam):
    return sum(lam * v for v in w.flatten())
