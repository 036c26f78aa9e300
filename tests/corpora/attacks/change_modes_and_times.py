"""Success: modes, owners or times of a file outside are changed."""
# %%
import os

for action in (
    lambda: os.chmod(CANARY, 0o777),
    lambda: os.chown(CANARY, os.getuid(), -1),
    lambda: os.utime(CANARY, (0, 0)),
    lambda: os.setxattr(CANARY, "user.a", b"b"),
    lambda: os.truncate(CANARY, 0),
    lambda: os.rename(CANARY, CANARY + "2"),
    lambda: os.unlink(CANARY),
    lambda: os.link(CANARY, OUTSIDE + "/link"),
):
    try:
        action()
    except OSError:
        continue
    success("something changed")
