"""Success: a kind of value that the codec does not know ends the reader."""
# %% f
def f(x):
    reply(msgpack.Timestamp(2**33))
    return 0.0
