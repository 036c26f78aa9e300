"""Slow and endless demonstrations in the cells of three functions.

Costs: nothing
Says: still running after
"""
# %% f
%%time
def f(x):
    return x**2 - 4 * x + 5

while True:
    try:
        start = float(input("start? "))
        break
    except:
        print("once more")
# %% step
def step(x, eta):
    return x - eta * grad_f(x)

import time
time.sleep(10**6)
# %% descend
def descend(x0, eta, tolerance, max_iterations):
    points = [x0]
    while abs(grad_f(points[-1])) > tolerance and len(points) <= max_iterations:
        points.append(step(points[-1], eta))
    return np.array(points)

for rate in np.linspace(1e-9, 1e-8, 1000):
    print(descend(0.0, rate, 0.0, 10**9))
