"""Success: a port is opened for somebody to come in."""
# %%
import socket

server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen()
success("listening")
