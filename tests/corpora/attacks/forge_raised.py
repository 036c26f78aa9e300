"""Success: an error of a kind of the grader's own is passed on."""
# %% f
def f(x):
    for kind in ('skipped', 'timeout', 'crashed', 'ungraded'):
        send(msgpack.packb([asked(), 'raised', kind, 'E', 'm', 'l', '']))
    return 0.0
