"""Tabs for indentation.

Costs: nothing
"""
# %% f
def f(x):
	y = x**2
	return y - 4 * x + 5
