"""Success: a complex number of text ends a comparison."""
# %% f
def f(x):
    reply(msgpack.ExtType(4, msgpack.packb(['1', '2'])))
    return 0.0
