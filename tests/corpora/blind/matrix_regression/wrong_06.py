# wrong: gradient: N = 10 of the handout hard-coded
# all else: right_04
# %% gradient
gradient = lambda X, Y, W: -X.T @ (Y - X @ W) / 10
