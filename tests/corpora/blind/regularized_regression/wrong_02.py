# wrong: l1_penalty: absolute value missing
# all else: right_02
# %% l1_penalty
def l1_penalty(w, lam):
    s = 0.0
    for j in range(len(w)):
        s = s + w[j, 0]
    return lam * s
