"""input() asks for a number that a function then uses only as a default.

Costs: nothing
Says: input() cannot ask anybody
"""
# %%
start = float(input("Where shall we start? "))
