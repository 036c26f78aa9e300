"""The work is in a class, and the function calls it.

Costs: nothing
"""
# %% f
class Parabola:
    def __init__(self, a, b, c):
        self.a, self.b, self.c = a, b, c

    def __call__(self, x):
        return self.a * x**2 + self.b * x + self.c

f = Parabola(1, -4, 5)
