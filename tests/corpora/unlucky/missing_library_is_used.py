"""A library that is truly needed, by one function.

Costs: iteration_table
Says: No module named 'tabulate_of_my_own'
"""
# %% iteration_table
import tabulate_of_my_own as tb

def iteration_table(points):
    return tb.columns(points, f(points), grad_f(points))
