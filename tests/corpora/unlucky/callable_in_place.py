"""A lambda, a partial function, an object that can be called: the last one counts.

Costs: nothing
"""
# %% f
def f(x):
    return 0 * x

f = np.poly1d([1, -4, 5])
# %% grad_f
from functools import partial

def slope(a, b, x):
    return a * x + b

grad_f = partial(slope, 2, -4)
# %% step
class Step:
    def __call__(self, x, eta):
        return x - eta * grad_f(x)

step = Step()
