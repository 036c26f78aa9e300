"""One solution cell is empty.

Costs: plot_descent
Says: plot_descent
"""
# %% plot_descent
