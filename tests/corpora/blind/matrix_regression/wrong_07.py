# wrong: update: prints the new W and returns nothing
# all else: right_09
# %% update
def update(W, gradient, eta):
    W_new = W - eta * gradient
    print(W_new)
