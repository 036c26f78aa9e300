"""A raise at the top of an extra cell.

Costs: nothing
Says: not finished
"""
# %%
raise RuntimeError("not finished, see below")
