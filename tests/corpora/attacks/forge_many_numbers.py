"""Success: arrays of two million different numbers, looked through one by one, fill memory."""
# %%
import numpy as np
asked = [0]
def large(*args):
    asked[0] += 1
    return np.arange(2**21 - 1000.0) + asked[0] / 7 if asked[0] % 5 else 1.0
# %% f
f = large
# %% grad_f
grad_f = large
# %% step
step = large
# %% descend
descend = large
# %% iteration_table
iteration_table = large
# %% plot_descent
def plot_descent(points):
    axes = plt.figure().add_subplot()
    axes.scatter(np.linspace(0, 1, 900_000), np.linspace(0, 1, 900_000))
    return axes
