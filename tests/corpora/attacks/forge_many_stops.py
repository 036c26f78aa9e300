"""Success: 20,000 lines that stop, each in many words, fill the scorecard and the pages."""
# %%
def stop():
    raise type("E" * 900, (Exception,), {})("\N{PILE OF POO}" * 490)
for number in range(10):
    get_ipython().run_cell("\n".join(["stop()"] * 200))
# %%
errors = [["raises", *["\N{PILE OF POO}" * 990] * 3, ""]] * 10
for number in range(asked(), asked() + 2000):
    send(msgpack.packb([number, errors, [], []]))
# %% f
def f(x):
    return 0.0
