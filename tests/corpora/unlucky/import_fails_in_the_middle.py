"""An import cell whose first line fails, and one whose second name is missing.

Costs: nothing
"""
# %%
import torch_of_my_own
import math, torch_of_my_own.nn as nn
from fractions import Fraction
# %% descend
def descend(x0, eta, tolerance, max_iterations):
    points = [x0]
    while math.fabs(grad_f(points[-1])) > tolerance and len(points) <= max_iterations:
        points.append(step(points[-1], eta))
    return np.array(points)
