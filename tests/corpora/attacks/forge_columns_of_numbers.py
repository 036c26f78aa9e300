"""Success: columns of numbers, which have no entries, end a comparison."""
# %% f
def f(x):
    reply(msgpack.ExtType(5, msgpack.packb({'a': 1.0, 'b': 2.0})))
    return 0.0
