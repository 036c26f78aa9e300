"""Success: a file larger than is allowed."""
# %%
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open("large", "wb") as file:
    for _ in range(256):
        file.write(bytes(2**20))
success("256 MB in a file")
