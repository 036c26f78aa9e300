"""Success: half-precision infinities end a comparison."""
# %% f
def f(x):
    reply(array((), 'float16', np.float16('inf').tobytes()))
    return 0.0
