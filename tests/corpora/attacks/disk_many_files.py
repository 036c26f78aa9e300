"""Success: many files, each small enough, fill the disk."""
# %%
import time

for number in range(4000):
    with open(f"file-{number}", "wb") as file:
        file.write(bytes(2**17))
time.sleep(0.2)
success("500 MB in files")
