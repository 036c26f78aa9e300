"""Success: an abstract Unix socket is reached."""
# %%
import socket

connection = socket.socket(socket.AF_UNIX)
connection.connect("\0" + ABSTRACT)
success("an abstract socket")
