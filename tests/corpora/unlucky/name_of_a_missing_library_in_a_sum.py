"""A name of a missing library that is reckoned with: the library is named.

Costs: iteration_table
Says: No module named 'constants_of_my_own'
"""
# %%
from constants_of_my_own import ZERO
# %% iteration_table
def iteration_table(points):
    return np.array([[x, f(x), grad_f(x)] for x in points]) + ZERO
