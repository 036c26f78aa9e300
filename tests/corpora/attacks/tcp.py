"""Success: a TCP connection to a listener on this machine."""
# %%
import socket

connection = socket.create_connection(("127.0.0.1", TCP), timeout=1)
connection.sendall(b"here I am")
success("TCP")
