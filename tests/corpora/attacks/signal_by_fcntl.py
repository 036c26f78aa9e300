"""Success: asking for SIGIO to be sent to the parent works."""
# %%
import fcntl
import os
import signal

reader, writer = os.pipe()
fcntl.fcntl(reader, fcntl.F_SETOWN, os.getppid())
fcntl.fcntl(reader, 10, signal.SIGKILL)
fcntl.fcntl(reader, fcntl.F_SETFL, os.O_ASYNC)
success("SIGIO for another process")
