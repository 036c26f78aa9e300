# borderline: plot_fit: axis labels without units (units asked for in the text only, not in the docstring)
# all else: right_03
# %% plot_fit
def plot_fit(X, Y, W):
    fig, ax = plt.subplots()
    ax.scatter(X[:, 0], Y, label="materials")
    ax.plot(X[:, 0], X @ W, label="fit")
    ax.set(xlabel="x", ylabel="y", title="fit")
    ax.legend()
    return ax
