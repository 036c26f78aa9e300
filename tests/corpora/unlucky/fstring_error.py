"""A mistake inside an f-string, at the top.

Costs: nothing
Says: Unknown format code
"""
# %%
print(f"{'text':.3f} {3:qq}")
