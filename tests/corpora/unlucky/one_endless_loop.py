"""A loop that does not end in one function.

Costs: plot_descent
Says: did not finish in time
"""
# %% plot_descent
def plot_descent(points):
    k = 0
    while k < len(points):
        figure, ax = plt.subplots()
        plt.close(figure)
    return ax
