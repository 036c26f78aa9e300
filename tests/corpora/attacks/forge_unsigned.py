"""Success: unsigned numbers that wrap around count as right."""
# %% f
def f(x):
    reply(array((3,), 'uint8'))
    return 0.0
