# wrong: l2_penalty: half missing
# all else: right_01
# %% l2_penalty
def l2_penalty(w: np.ndarray, lam: float) -> float:
    return lam * np.sum(w**2)
