"""Success: an array of clever objects is compared by their own methods."""
# %%
import numpy as np


class Clever(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
# %% f
def f(x):
    return np.array([Clever(1.0)] * np.size(x), dtype=object)
