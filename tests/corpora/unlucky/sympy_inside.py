"""SymPy does the derivative inside the function.

Costs: nothing
"""
# %% grad_f
import sympy

symbol = sympy.Symbol("x")
slope = sympy.lambdify(symbol, sympy.diff(symbol**2 - 4 * symbol + 5, symbol))

def grad_f(x):
    return slope(x)
