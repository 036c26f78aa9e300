"""Success: a relative path from a folder outside is readable."""
# %%
import os

os.chdir(os.path.dirname(CANARY))
success(open(os.path.basename(CANARY)).read())
