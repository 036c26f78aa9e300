"""Success: where a process says that it is steers the instructor's terminal."""
# %%
send(msgpack.packb(["at", 0, "\x1b[2J\u202e" + "x" * 10**6]))
os._exit(1)
# %% f
def f(x):
    return 0.0
