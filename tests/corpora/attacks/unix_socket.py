"""Success: a Unix socket in the file system is reached."""
# %%
import socket

connection = socket.socket(socket.AF_UNIX)
connection.connect(UNIX)
success("a Unix socket")
