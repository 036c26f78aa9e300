"""An import of something that is not installed, inside one function.

Costs: plot_descent
Says: No module named 'seaborn_of_my_own'
"""
# %% plot_descent
def plot_descent(points):
    import seaborn_of_my_own
    return seaborn_of_my_own.lineplot(points)
