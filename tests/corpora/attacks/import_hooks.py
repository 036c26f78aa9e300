"""Success: an import hook or a patched module survives into the next submission."""
# %%
import sys

import numpy as np

np.abs = np.zeros = np.array = None
sys.modules["numpy.linalg"] = None
sys.meta_path.insert(0, type("Hook", (), {"find_spec": staticmethod(lambda *a: None)}))
