"""Missing libraries in annotations, and in the same line as others that are there.

Costs: nothing
Says: No module named 'torch_of_my_own'
"""
# %%
import torch_of_my_own as torch
from nptyping_of_my_own import NDArray, Float
import math, seaborn_of_my_own, statistics
from math import sqrt, no_such_function, pi
# %% f
def f(x: torch.Tensor) -> torch.Tensor:
    return x**2 - math.sqrt(16) * x + 5 + statistics.mean([0, 0])
# %% grad_f
def grad_f(x: NDArray[Float]) -> "NDArray":
    return 2 * x - sqrt(16) + 0 * pi
