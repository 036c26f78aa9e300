"""np.matrix for the table.

Costs: nothing
"""
# %% iteration_table
def iteration_table(points):
    return np.matrix([[x, f(x), grad_f(x)] for x in points])
