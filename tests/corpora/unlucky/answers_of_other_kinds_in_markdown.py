"""Cells turned to Markdown and raw text that hold a lambda, an object that can be called, and magics
above the code.

Costs: nothing
Says: step: a function in a cell that is no code cell
"""
# %% f [markdown]
f = lambda x: x**2 - 4 * x + 5
# %% grad_f [raw]
%%time
# the derivative
def grad_f(x):
    return 2 * x - 4
# %% step [markdown]
%precision 4
def step(x, eta):
    return x - eta * grad_f(x)
# %% iteration_table [markdown]
class Table:
    def __call__(self, points):
        return [[x, f(x), grad_f(x)] for x in points]
iteration_table = Table()
