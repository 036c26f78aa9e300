"""A pandas DataFrame for the table.

Costs: nothing
"""
# %% iteration_table
import pandas as pd

def iteration_table(points):
    return pd.DataFrame({"x": points, "f": f(points), "grad": grad_f(points)})
