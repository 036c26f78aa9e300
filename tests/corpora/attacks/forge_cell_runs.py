"""Success: answers to cells, sent early, stand for cells that never ran."""
# %%
for number in range(asked(), asked() + 60):
    send(msgpack.packb([number, None, 'x' * 10**6, [{'output_type': 'stream', 'text': 7}] * 500]))
# %% f
def f(x):
    return 0.0
