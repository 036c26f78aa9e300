# wrong: centered_estimates: changes the caller's arrays by centring in place
# all else: right_03
# %% centered_estimates
def centered_estimates(x, y):
    if np.ptp(x) == 0:
        raise ValueError("alle x zijn gelijk")
    gemiddelde_x = np.mean(x)
    gemiddelde_y = np.mean(y)
    x -= gemiddelde_x
    y -= gemiddelde_y
    helling = x @ y / (x @ x)
    return gemiddelde_y - helling * gemiddelde_x, helling
