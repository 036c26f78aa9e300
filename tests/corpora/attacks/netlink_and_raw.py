"""Success: any other kind of socket is opened."""
# %%
import socket

for family, kind in ((16, 3), (17, 3), (2, 3), (40, 1), (38, 5), (10, 1), (1, 2)):
    try:
        socket.socket(family, kind)
    except OSError:
        continue
    success(f"a socket of family {family}")
