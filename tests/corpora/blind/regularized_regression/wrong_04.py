# wrong: l1_term: sign(0) taken as 1
# all else: right_03
# %% l1_term
def l1_term(w: np.ndarray, lam: float) -> np.ndarray:
    return np.where(w >= 0, lam, -lam)
