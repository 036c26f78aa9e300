"""Success: bytes of the grader's secret are somewhere in this process's memory."""
# %%
import ctypes
import gc

secret = SECRET_PART + "-of-the-grader"
for thing in gc.get_objects():
    for inner in gc.get_referents(thing):
        if isinstance(inner, str | bytes) and len(inner) < 10_000:
            text = inner if isinstance(inner, str) else inner.decode("latin-1")
            if secret in text and inner is not secret and "SECRET_PART" not in text:
                success("the secret in memory")
