"""Top-level await, async for, async with, a task that lives on in the next cell.

Costs: nothing
"""
# %% f
import asyncio

async def fetch(delay, value):
    await asyncio.sleep(delay)
    return value

one = await fetch(0.01, 1.0)

def f(x):
    return (x - 2) ** 2 + one
# %% grad_f
both = await asyncio.gather(fetch(0.02, 2.0), fetch(0.01, 4.0))
task = asyncio.ensure_future(fetch(0.01, 1.0))

def grad_f(x):
    return both[0] * x - both[1]
# %% step
scale = await task

async def numbers():
    for k in range(3):
        yield k

async for k in numbers():
    pass

def step(x, eta):
    return x - scale * eta * grad_f(x)
