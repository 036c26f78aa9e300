"""An own test that fails.

Costs: nothing
Says: AssertionError
"""
# %%
assert 1 + 1 == 3, "my own test"
