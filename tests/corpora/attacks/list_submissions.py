"""Success: the names of the other students are learned."""
# %%
import os

success(os.listdir(COURSE + "/submitted"))
