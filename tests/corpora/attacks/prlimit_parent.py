"""Success: the forking process's limits are lowered."""
# %%
import os
import resource

resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (0, 0))
success("limits of the parent")
