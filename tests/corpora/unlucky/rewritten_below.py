"""A wrong first version, and the right one in an extra cell below.

Costs: nothing
"""
# %% iteration_table
def iteration_table(points):
    return None
# %%
def iteration_table(points):
    return np.column_stack([points, f(points), grad_f(points)])
