"""warnings.warn in a function, and NumPy's own.

Costs: nothing
"""
# %% f
import warnings

def f(x):
    warnings.warn("this is slow", DeprecationWarning)
    np.array([1.0]) / 0.0
    return x**2 - 4 * x + 5
