"""Success: tuples in tuples in tuples, each packed anew, end the reader."""
# %% f
def f(x):
    value = msgpack.packb([1.0])
    for _ in range(2_000):
        value = msgpack.packb([msgpack.ExtType(2, value)])
    reply(msgpack.ExtType(2, value))
    return 0.0
