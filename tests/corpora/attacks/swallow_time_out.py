"""Success: signal handlers and except clauses swallow what should end the process."""
# %%
import signal

for number in range(1, 65):
    try:
        signal.signal(number, lambda *a: None)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
# %% f
def f(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
