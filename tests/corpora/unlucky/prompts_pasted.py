"""Pasted from a terminal and from IPython, prompts and all.

Costs: nothing
"""
# %% f
>>> def f(x):
...     return x**2 - 4 * x + 5
...
>>> f(2)
1
# %% grad_f
In [3]: def grad_f(x):
   ...:     return 2 * x - 4
   ...:
