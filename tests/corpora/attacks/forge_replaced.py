"""Success: 20,000 names that a cell is said to have replaced are told, each in a note."""
# %%
names = [f"\x1b[2J{number}" for number in range(20_000)]
for number in range(asked(), asked() + 40):
    send(msgpack.packb([number, [], [], names]))
# %% f
def f(x):
    return 0.0
