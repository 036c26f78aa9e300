"""Success: threads multiply, or one lives on to disturb what comes after."""
# %%
import threading

threads = [threading.Thread(target=lambda: [None for _ in iter(int, 1)], daemon=True)]
for thread in threads:
    thread.start()
success("a thread")
