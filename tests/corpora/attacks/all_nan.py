"""Success: NaN everywhere is not counted as different."""
# %%
import numpy as np
# %% f
def f(x):
    return np.asarray(x) * np.nan
# %% grad_f
def grad_f(x):
    return np.asarray(x) * np.inf
