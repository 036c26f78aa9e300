"""Success: a formula, which is code, is read from a student."""
# %% f
def f(x):
    code = '__import__("os").mkdir(%r)' % (OUTSIDE + '/formula')
    reply(msgpack.ExtType(6, msgpack.packb(['x', code])))
    return 0.0
