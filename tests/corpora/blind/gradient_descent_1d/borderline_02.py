# borderline: step: slope written out in place of grad_f ("use your own grad_f in it")
# all else: right_02
# %% step
def step(x, eta):
    return x - eta * (2 * x - 4)
