"""The names of NumPy and Matplotlib by `%pylab`.

Costs: nothing
"""
# %% f
%pylab inline
def f(x):
    return square(x) - 4 * x + 5
# %% iteration_table
def iteration_table(points):
    x = asarray(points, dtype=float)
    return column_stack([x, f(x), grad_f(x)])
