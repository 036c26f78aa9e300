"""Success: a question about a function of the grader's that nobody lent is answered."""
# %% f
def f(x):
    for name in ('f', 'grad_f', 'expected', '__class__', ''):
        send(msgpack.packb(['ask', name, [1.0]]))
    return 0.0
