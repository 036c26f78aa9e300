# borderline: estimates: np.polyfit, not "from the sums"
# all else: right_02
# %% estimates
def estimates(x, y):
    if max(x) == min(x):
        raise ValueError("no slope")
    b1, b0 = np.polyfit(x, y, 1)
    return b0, b1
