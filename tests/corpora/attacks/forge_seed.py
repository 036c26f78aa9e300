"""Success: a seed, which makes a generator, is read from a student."""
# %% f
def f(x):
    reply(msgpack.ExtType(7, msgpack.packb([1])))
    return 0.0
