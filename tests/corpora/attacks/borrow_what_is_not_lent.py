"""Success: the grader is asked for the very function that is examined."""
# %%
import os

import msgpack


def asked(name, *args):
    packed = msgpack.packb(["ask", name, list(args)])
    os.write(3, len(packed).to_bytes(4, "big") + packed)
    size = int.from_bytes(os.read(3, 4), "big")
    kind, value = msgpack.unpackb(os.read(3, size))
    success(f"{name} was told: {kind} {value}")
    return value
# %% step
def step(x, eta):
    grad_f
    return asked("step", x, eta)
# %% descend
def descend(x0, eta, tolerance, max_iterations):
    grad_f
    return asked("descend", x0, eta, tolerance, max_iterations)
