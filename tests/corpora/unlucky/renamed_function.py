"""A function under another name.

Costs: plot_descent
Says: plot_descent
"""
# %% plot_descent
def plot_the_descent(points):
    figure, ax = plt.subplots()
    ax.plot(points, f(points))
    return ax
