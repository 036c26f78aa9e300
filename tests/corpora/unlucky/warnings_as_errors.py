"""Warnings made errors, and none comes.

Costs: nothing
"""
# %%
import warnings

warnings.simplefilter("error")
