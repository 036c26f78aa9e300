"""Success: more memory than is allowed, in one piece."""
# %%
import numpy as np

success(np.ones(2**30 // 8)[::4096].sum())
