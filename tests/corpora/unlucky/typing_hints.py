"""Type hints, some of them of names that only typing has.

Costs: nothing
"""
# %% descend
from typing import List, Optional, Union

def descend(x0: float, eta: float, tolerance: float, max_iterations: Optional[int] = None) -> List[float]:
    points: List[Union[int, float]] = [x0]
    while abs(grad_f(points[-1])) > tolerance and len(points) <= max_iterations:
        points.append(step(points[-1], eta))
    return points
