"""Success: a lock or a leftover in a shared folder holds up the next student."""
# %%
import fcntl

with open(COURSE + "/gradebook.db") as file:
    fcntl.flock(file, fcntl.LOCK_EX)
    success("locked")
