# wrong: step: walks uphill, plus in place of minus
# all else: right_03
# %% step
def step(x: float, eta: float) -> float:
    return x + eta * grad_f(x)
