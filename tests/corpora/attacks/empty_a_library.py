"""Success: a library's file is emptied while it is opened for reading."""
# %%
import os

import numpy

for path in (numpy.__file__, os.__file__, CANARY):
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_TRUNC))
    except OSError:
        continue
    success(path)
