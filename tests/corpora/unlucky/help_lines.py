"""Question marks for help, left in.

Costs: nothing
"""
# %%
np?
?np.linalg
np.array??
