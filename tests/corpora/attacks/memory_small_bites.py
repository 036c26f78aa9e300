"""Success: more memory than is allowed, in small pieces."""
# %%
pieces = []
for _ in range(4000):
    pieces.append(bytearray(2**20))
success(len(pieces))
