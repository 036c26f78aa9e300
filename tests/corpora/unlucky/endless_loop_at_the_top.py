"""A demonstration in an extra cell that does not end.

Costs: nothing
Says: still running after
"""
# %%
x = 0.0
while abs(x - 2) > 1e-4:
    x = x + 0.3
