"""Lambdas for functions.

Costs: nothing
"""
# %% f
f = lambda x: x**2 - 4 * x + 5
# %% grad_f
grad_f = lambda x: 2 * x - 4
