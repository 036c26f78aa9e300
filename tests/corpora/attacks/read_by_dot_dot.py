"""Success: a path with .. leads out of the sandbox's folder."""
# %%
import os

try:
    success(os.listdir("../"))
except OSError:
    pass
success(open("../../../../../.." + CANARY).read())
