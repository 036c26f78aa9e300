"""A function whose name starts with a capital.

Costs: plot_descent
Says: plot_descent
"""
# %% plot_descent
def Plot_descent(points):
    figure, ax = plt.subplots()
    return ax
