"""Success: a second greeting, or a refusal, is taken for the process's own."""
# %% f
def f(x):
    send(msgpack.packb(['refused', 'no layer']))
    send(msgpack.packb(['ready']))
    return 0.0
