"""print without brackets.

Costs: plot_descent
Says: SyntaxError
"""
# %% plot_descent
def plot_descent(points):
    print "plotting"
    return plt.gca()
