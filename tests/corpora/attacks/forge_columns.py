"""Success: columns of unlike lengths, or none, end a comparison."""
# %% f
def f(x):
    reply(msgpack.ExtType(5, msgpack.packb({'a': [1], 'b': [1, 2, 3], '': {}})))
    return 0.0
