"""Loop variables, an open file, a tuple, and a name that is deleted.

Costs: nothing
Says: the name step is used here again for something else; the grade uses what it meant before
"""
# %% f
def f(x):
    return x**2 - 4 * x + 5

with open("points.txt", "w") as f:
    f.write("2.0")
# %% step
def step(x, eta):
    return x - eta * grad_f(x)

for step in range(5):
    print(step)
# %%
for grad_f in (np.sin, np.cos):
    print(grad_f(0.0))
# %%
descend, rest = [1.0, 2.0], 3
del iteration_table
