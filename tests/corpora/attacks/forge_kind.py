"""Success: an answer that is an array where it should say what it is ends the reader."""
# %%
import os
import sys
import msgpack
import numpy as np

def send(packed):
    data = len(packed).to_bytes(4, "big") + packed
    while data:
        data = data[os.write(3, data):]

def array(shape, kind="float64", body=None):
    head = msgpack.packb([kind, *shape])
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    return msgpack.ExtType(1, bytes([len(head)]) + head + (bytes(size) if body is None else body))

def asked():
    frame = sys._getframe()
    while frame.f_code.co_name != "serve":
        frame = frame.f_back
    return frame.f_locals["number"] + frame.f_locals["offset"]

def answers(value, count=200):
    for number in range(asked(), asked() + count):
        send(msgpack.packb([number, "returned", value, None, [], 0.0, True]))
# %% f
def f(x):
    send(msgpack.packb([asked(), array((2,))]))
    return 0.0
