# wrong: plot_loss: iterations counted from 1
# all else: right_06
# %% plot_loss
def plot_loss(losses):
    ax = plt.figure().gca()
    ax.plot(np.arange(1, len(losses) + 1), losses)
    plt.setp(ax, xlabel="iteration", ylabel="J (GPa²)", title="loss")
    return ax
