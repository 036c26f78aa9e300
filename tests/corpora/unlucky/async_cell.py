"""await at the top of a cell, which Jupyter allows.

Costs: nothing
"""
# %%
import asyncio

await asyncio.sleep(0)
