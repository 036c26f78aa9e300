"""A colon forgotten in one cell.

Costs: plot_descent
Says: SyntaxError
"""
# %% plot_descent
def plot_descent(points)
    return plt.gca()
