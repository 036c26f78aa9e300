"""Extra cells, empty ones, comments only, and one with nothing but spaces.

Costs: nothing
"""
# %%
# only a comment
# %%

# %%
pass
