"""Iterators in place of lists: a generator of points, a table by `zip` and `map`.

Costs: nothing
"""
# %% descend
def descend(x0, eta, tolerance, max_iterations):
    x = x0
    yield x
    for _ in range(max_iterations):
        if abs(grad_f(x)) <= tolerance:
            break
        x = step(x, eta)
        yield x
# %% iteration_table
def iteration_table(points):
    return zip(points, map(f, points), (grad_f(x) for x in points))
