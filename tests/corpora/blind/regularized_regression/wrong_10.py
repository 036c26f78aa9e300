# wrong: plot_mean_predictions: names none, L1, L2 given by position, wrong for another order of the dict
# all else: right_10
# %% plot_mean_predictions
def plot_mean_predictions(histories):
    fig, ax = plt.subplots()
    for name, means in zip(["none", "L1", "L2"], histories.values()):
        ax.plot(means, label=name)
    ax.set(xlabel="updates", ylabel="mean prediction", title="mean predictions")
    ax.legend()
    return ax
