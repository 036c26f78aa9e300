"""Success: a stopped process is waited for."""
# %% f
def f(x):
    import os
    import signal

    os.kill(os.getpid(), signal.SIGSTOP)
    while True:
        signal.pause()
