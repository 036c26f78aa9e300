"""Names of helpers and of Python's own functions, used again below the functions that call them.

Costs: nothing
Says: the name square is used here again for something else
"""
# %% f
def square(x):
    return x**2
def f(x):
    return square(x) - 4 * x + 5
square = square(3)
# %% grad_f
def derivative(x):
    return 2 * x - 4
def grad_f(x):
    return derivative(x)
for derivative in [derivative(1), derivative(2)]:
    print(derivative)
# %% descend
def descend(x0, eta, tolerance, max_iterations):
    points = list([x0])
    while abs(grad_f(points[-1])) > tolerance and len(points) <= max_iterations:
        points.append(step(points[-1], eta))
    return np.array(points) + 0 * max(points)
# %%
list, max, abs, len = [1], 3, 2, 1
