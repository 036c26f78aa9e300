"""Names of functions in an except, a walrus, a nested unpacking and a del, below the functions.

Costs: nothing
Says: the name step is used here again for something else
"""
# %% f
def f(x):
    return x**2 - 4 * x + 5

try:
    f("x")
except TypeError as f:
    print(f)
# %% grad_f
def grad_f(x):
    return 2 * x - 4

del grad_f
# %% step
def step(x, eta):
    return x - eta * grad_f(x)

if (step := 0.5) < 1:
    print(step)
# %% iteration_table
def iteration_table(points):
    return np.array([[x, f(x), grad_f(x)] for x in points])

(iteration_table, other), *rest = (1, 2), 3, 4
