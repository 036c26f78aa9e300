"""Functions written into a check cell and into a demonstration.

Costs: nothing
Says: check-f: a cell of the instructor's that was changed
"""
# %% check-f
def f(x):
    return x**2 - 4 * x + 5

from autograder import check

check("gradient_descent_1d", "f", globals())
# %% f
def f(x):
    raise NotImplementedError("not written yet")
# %% show-table
def descend(x0, eta, tolerance, max_iterations):
    points = [x0]
    while abs(grad_f(points[-1])) > tolerance and len(points) <= max_iterations:
        points.append(step(points[-1], eta))
    return np.array(points)
# %% descend
# see below
