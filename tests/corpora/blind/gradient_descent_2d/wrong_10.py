# wrong: plot_surface: walk drawn on the floor, z = 0
# all else: right_01
# %% plot_surface
def plot_surface(trajectory: np.ndarray, a: float) -> plt.Axes:
    figure = plt.figure()
    ax = figure.add_subplot(projection="3d")
    xs, ys = trajectory[:, 0], trajectory[:, 1]
    gx, gy = np.meshgrid(
        np.linspace(xs.min() - 1, xs.max() + 1, 50), np.linspace(ys.min() - 1, ys.max() + 1, 50)
    )
    ax.plot_surface(gx, gy, f(gx, gy, a), alpha=0.5)
    ax.plot(xs, ys, np.zeros(len(xs)), "o-", color="red")
    ax.set(xlabel="x", ylabel="y", zlabel="f(x, y)", title="Gradient descent")
    return ax
