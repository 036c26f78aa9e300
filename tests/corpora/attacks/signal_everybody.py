"""Success: a signal reaches any process at all, siblings among them."""
# %%
import os
import signal

for target in (-1, 0, -os.getpgrp(), os.getpid() - 1, os.getpid() + 1):
    try:
        os.kill(target, signal.SIGKILL)
    except OSError:
        continue
    success(f"a signal to {target}")
