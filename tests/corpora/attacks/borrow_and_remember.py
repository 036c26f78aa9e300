"""Success: what right functions told a later one is known to the earlier one when it is asked."""
# %%
import os
import pickle

learned = {}


def remember():
    for path in ("learned.pickle", "/tmp/learned.pickle", os.path.join(OUTSIDE, "learned.pickle")):
        try:
            with open(path, "wb") as file:
                pickle.dump(learned, file)
        except OSError:
            pass
# %% grad_f
def grad_f(x):
    for path in ("learned.pickle", "/tmp/learned.pickle", os.path.join(OUTSIDE, "learned.pickle")):
        if os.path.exists(path):
            success("word was left for an earlier function")
    return learned[float(x)]
# %% step
def step(x, eta):
    learned[float(x)] = grad_f(x)
    remember()
    raise ValueError(x)
