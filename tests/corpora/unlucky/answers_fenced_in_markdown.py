"""Answers in Markdown cells: in a fence with words around it, and indented.

Costs: nothing
Says: a function in a cell that is no code cell
"""
# %% f [markdown]
My answer:
```python
def f(x):
    return x**2 - 4 * x + 5
```
which is the parabola.
# %% step [markdown]
    def step(x, eta):
        return x - eta * grad_f(x)
