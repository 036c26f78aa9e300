"""Success: a signal reaches the forking process."""
# %%
import os
import signal

os.kill(os.getppid(), signal.SIGTERM)
success("a signal to the parent")
