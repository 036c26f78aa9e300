"""input() inside the function itself.

Costs: plot_descent
Says: input() cannot ask anybody
"""
# %% plot_descent
def plot_descent(points):
    title = input("Title? ")
    figure, ax = plt.subplots()
    ax.plot(points, f(points))
    return ax
