"""Success: a program is started that is bound by nothing."""
# %%
import os
import subprocess

for action in (
    lambda: subprocess.Popen(["/bin/sh", "-c", f"echo x > {OUTSIDE}/by-shell"]).wait(),
    lambda: os.posix_spawn("/bin/true", ["true"], {}),
    lambda: os.execv("/bin/sh", ["sh", "-c", f"echo x > {OUTSIDE}/by-exec"]),
):
    try:
        action()
    except OSError:
        continue
    success("a program ran")
if os.system(f"echo x > {OUTSIDE}/by-system") == 0:
    success("a shell ran")
