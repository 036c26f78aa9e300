"""Three cells merged into the first of them; the others are empty, or say where to look.

Costs: nothing
"""
# %% f
def f(x):
    return x**2 - 4 * x + 5
def grad_f(x):
    return 2 * x - 4
print(f(1.0))
def step(x, eta):
    return x - eta * grad_f(x)
# %% grad_f

# %% step
# see above
