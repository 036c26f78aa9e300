"""Data and modules of one's own, beside the notebook and in a folder there.

Costs: nothing
"""
# %% beside slopes.py
from shapes.line import line

def slope(x):
    return line(2, -4, x)
# %% beside shapes/line.py
def line(a, b, x):
    return a * x + b
# %% beside data/coefficients.csv
1,-4,5
# %% f
coefficients = np.loadtxt("data/coefficients.csv", delimiter=",")

def f(x):
    a, b, c = coefficients
    return a * x**2 + b * x + c
# %% grad_f
from slopes import slope

def grad_f(x):
    return slope(x)
# %% step
def step(x, eta):
    with open("./data/coefficients.csv") as file:
        assert file.read().startswith("1,")
    return x - eta * grad_f(x)
