"""Success: text printed during a call fills something."""
# %% f
def f(x):
    for _ in range(100_000):
        print("flood" * 100)
    return 0.0
