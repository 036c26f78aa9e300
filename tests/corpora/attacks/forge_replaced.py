"""Success: 100,000 names that a cell is said to have replaced are told, each in a note."""
# %%
import os
import msgpack

def send(packed):
    data = len(packed).to_bytes(4, "big") + packed
    while data:
        data = data[os.write(3, data):]
names = [f"\x1b[2J{number}" for number in range(100_000)]
for number in range(1, 40):
    send(msgpack.packb([number, [], "", [], names]))
# %% f
def f(x):
    return 0.0
