"""Success: questions without end keep the grader busy."""
# %% f
def f(x):
    while True:
        send(msgpack.packb(['ask', 'f', [1.0]]))
