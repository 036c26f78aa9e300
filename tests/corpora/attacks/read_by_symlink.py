"""Success: a link in the own folder is followed to something outside."""
# %%
import os

try:
    os.symlink(CANARY, "link")
except OSError:
    os.link(CANARY, "link")
success(open("link").read())
