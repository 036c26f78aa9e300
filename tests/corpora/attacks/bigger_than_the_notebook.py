"""Success: the time limits, added up, hold up the class for minutes."""
# %%
import time


def slow(*a):
    time.sleep(100)


f = grad_f = step = descend = iteration_table = plot_descent = slow
