"""Success: being root again, or another user."""
# %%
import os

for action in (lambda: os.setuid(0), lambda: os.seteuid(0), lambda: os.setgid(0)):
    try:
        action()
    except OSError:
        continue
    success("another user")
