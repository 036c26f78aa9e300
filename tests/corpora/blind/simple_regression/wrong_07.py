# wrong: update: changes the caller's w in place
# all else: right_03
# %% update
def update(w, b, dw, db, eta):
    w -= eta * dw
    b -= eta * db
    return w, b
