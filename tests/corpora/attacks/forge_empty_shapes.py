"""Success: arrays without entries and of giant shapes end a comparison."""
# %% f
def f(x):
    reply(array((0, 2**30, 2**30), body=b''))
    return 0.0
