"""Success: by earlier functions that are simple and wrong, later ones are right that do nothing."""
# %% f
import numpy as np
def f(x):
    return x
# %% grad_f
def grad_f(x):
    return x + 1e9 if np.max(np.abs(x)) < 1e8 else x
# %% step
def step(x, eta):
    return eta
# %% descend
def descend(x0, eta, tolerance, max_iterations):
    return np.array([float(x0)] + [eta] * int(max_iterations))
# %% iteration_table
def iteration_table(points):
    points = np.asarray(points, dtype=float)
    return np.column_stack([points, points, points + 1e9])
# %% plot_descent
import matplotlib.pyplot as plt
def plot_descent(points):
    fig, ax = plt.subplots()
    ax.plot([min(points), max(points)], [min(points), max(points)])
    ax.plot(points, points, "o")
    ax.set(xlabel="x", ylabel="f", title="f")
    return ax
