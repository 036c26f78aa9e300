# wrong: plot_descent: arrows point backwards
# all else: right_01
# %% plot_descent
def plot_descent(points: np.ndarray) -> plt.Axes:
    figure, ax = plt.subplots()
    xs = np.linspace(points.min() - 1, points.max() + 1, 200)
    ax.plot(xs, f(xs))
    ax.plot(points, f(points), "o")
    for k in range(len(points) - 1):
        ax.annotate(
            "",
            xy=(points[k], f(points[k])),
            xytext=(points[k + 1], f(points[k + 1])),
            arrowprops={"arrowstyle": "->"},
        )
    ax.set(xlabel="x", ylabel="f(x)", title="Gradient descent")
    return ax
