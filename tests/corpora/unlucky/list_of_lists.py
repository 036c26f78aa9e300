"""A list of lists for the table.

Costs: nothing
"""
# %% iteration_table
def iteration_table(points):
    table = []
    for x in points:
        table.append([x, f(x), grad_f(x)])
    return table
