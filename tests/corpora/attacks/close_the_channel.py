"""Success: a process that closes its channel and goes on costs nobody's time but the grader's."""
# %%
import os
import time
# %%
[os.close(3), time.sleep(100)]
# %% f
def f(x):
    [os.close(3), time.sleep(100)]
