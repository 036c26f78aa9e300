"""Success: what a right earlier function returns is handed on as the answer of a later one."""
# %% step
def step(x, eta):
    return grad_f(x)
# %% descend
def descend(x0, eta, tolerance, max_iterations):
    return [x0, step(x0, eta)]
# %% iteration_table
def iteration_table(points):
    return [f(points), grad_f(points)]
# %% plot_descent
def plot_descent(points):
    return f(points)
