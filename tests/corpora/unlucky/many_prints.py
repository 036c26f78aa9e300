"""Thousands of lines printed at the top and in loops.

Costs: nothing
"""
# %%
for k in range(20_000):
    print("iteration", k, "of twenty thousand")
# %% step
def step(x, eta):
    for _ in range(200):
        print("x is", x)
    return x - eta * grad_f(x)
