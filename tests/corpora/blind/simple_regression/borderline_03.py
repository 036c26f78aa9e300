# borderline: plot_fit: line drawn over a range wider than the samples
# all else: right_03
# %% plot_fit
def plot_fit(X, y, w, b):
    fig, ax = plt.subplots()
    xs = np.linspace(X.min() - 1, X.max() + 1, 50)
    ax.scatter(X[:, 0], y, label="samples")
    ax.plot(xs, w[0] * xs + b, label="line")
    ax.set(xlabel="x", ylabel="y", title="fit")
    ax.legend()
    return ax
