"""Success: /proc/self/root or /proc/<pid>/cwd is a way around the file rules."""
# %%
import os

for prefix in ("/proc/self/root", f"/proc/{os.getppid()}/root", f"/proc/{os.getppid()}/cwd/../../"):
    try:
        text = open(prefix + CANARY).read()
    except OSError:
        continue
    success(text)
