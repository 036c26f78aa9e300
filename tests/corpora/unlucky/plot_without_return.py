"""The plot is drawn and shown, but nothing is returned.

Costs: plot_descent
Says: return
"""
# %% plot_descent
def plot_descent(points):
    points = np.asarray(points)
    plt.plot(points, f(points), "o-")
    plt.xlabel("x")
    plt.ylabel("f(x)")
    plt.title("descent")
    plt.show()
