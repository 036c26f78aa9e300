# borderline: plot_surface: surface by plot_trisurf, not by plot_surface
# all else: right_02
# %% plot_surface
def plot_surface(trajectory, a):
    fig = plt.figure()
    ax = fig.add_subplot(projection="3d")
    r = np.abs(trajectory).max() + 0.5
    X, Y = np.meshgrid(np.linspace(-r, r, 30), np.linspace(-r, r, 30))
    ax.plot_trisurf(X.ravel(), Y.ravel(), f(X, Y, a).ravel(), alpha=0.5)
    xs, ys = trajectory[:, 0], trajectory[:, 1]
    ax.plot(xs, ys, f(xs, ys, a), "o-")
    ax.set(xlabel="x", ylabel="y", zlabel="z", title="surface")
    return ax
