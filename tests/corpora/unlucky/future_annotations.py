"""A future import, whose effect lasts.

Costs: nothing
"""
# %%
from __future__ import annotations
# %% f
def f(x: Number) -> Number:
    return x**2 - 4 * x + 5
