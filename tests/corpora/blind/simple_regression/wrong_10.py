# wrong: plot_fit: line drawn without the bias
# all else: right_10
# %% plot_fit
def plot_fit(X, y, w, b):
    fig, ax = plt.subplots()
    x = X[:, 0]
    ends = np.array([np.min(x), np.max(x)])
    ax.plot(x, y, "go", label="samples")
    ax.plot(ends, w[0] * ends, "b-", label="line")
    ax.legend()
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    ax.set_title("Line and samples")
    return ax
