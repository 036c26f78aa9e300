"""Cells indented as a whole, by spaces and by tabs.

Costs: nothing
"""
# %% f
    def f(x):
        return x**2 - 4 * x + 5
# %% step
	def step(x, eta):
		return x - eta * grad_f(x)
