"""Success: a set of what cannot be in a set ends the reader."""
# %% f
def f(x):
    reply(msgpack.ExtType(3, msgpack.packb([[1], {}, None, float('nan')])))
    return 0.0
