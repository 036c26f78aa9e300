"""An array far too large in one function.

Costs: plot_descent
Says: memory
"""
# %% plot_descent
def plot_descent(points):
    grid = np.ones((10**6, 10**6))
    figure, ax = plt.subplots()
    return ax
