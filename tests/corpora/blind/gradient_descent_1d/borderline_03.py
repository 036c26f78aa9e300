# borderline: plot_descent: title of the figure by suptitle ("give the figure a title"), arrows by ax.arrow
# all else: right_03
# %% plot_descent
def plot_descent(points: np.ndarray) -> plt.Axes:
    fig, ax = plt.subplots()
    xs = np.linspace(points.min() - 1, points.max() + 1, 200)
    ax.plot(xs, f(xs))
    ax.scatter(points, f(points))
    for a, b in zip(points[:-1], points[1:]):
        ax.arrow(a, f(a), b - a, f(b) - f(a), length_includes_head=True, head_width=0.03)
    ax.set_xlabel("x")
    ax.set_ylabel("f(x)")
    fig.suptitle("Gradient descent")
    return ax
