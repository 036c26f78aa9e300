"""Names of builtins and of NumPy shadowed at the top.

Costs: nothing
"""
# %%
sum = 0
list = [1, 2, 3]
pow = 5
input = 3
