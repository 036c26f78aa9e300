"""Tabs and spaces mixed, which Python 3 refuses.

Costs: plot_descent
Says: TabError
"""
# %% plot_descent
def plot_descent(points):
        figure, ax = plt.subplots()
	return ax
