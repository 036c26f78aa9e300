"""Success: an answer that is an array where it should say what it is ends the reader."""
# %% f
def f(x):
    send(msgpack.packb([asked(), array((2,))]))
    return 0.0
