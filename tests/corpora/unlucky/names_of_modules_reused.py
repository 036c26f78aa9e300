"""Names of modules, classes and imported functions, used again below the functions that need them.

Costs: nothing
Says: the name np is used here again for something else
"""
# %% f
from copy import copy
from time import time
def f(x):
    started = time()
    value = x**2 - 4 * x + 5
    return copy(value) if time() >= started else value
time = time()
copy = np.array([1.0]).copy()
# %% grad_f
import math
def grad_f(x):
    return 2 * x - math.sqrt(16)
math = grad_f(2.0)
# %% descend
class Descent:
    def run(self, x0, eta, tolerance, max_iterations):
        points = [x0]
        while abs(grad_f(points[-1])) > tolerance and len(points) <= max_iterations:
            points.append(step(points[-1], eta))
        return np.array(points)
def descend(x0, eta, tolerance, max_iterations):
    return Descent().run(x0, eta, tolerance, max_iterations)
Descent = Descent()
# %%
np = 10
del plt
