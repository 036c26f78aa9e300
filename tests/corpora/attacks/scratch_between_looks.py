"""Success: what is written and answered at once is never looked at."""
# %%
number = 0
# %% f
def f(x):
    global number
    for _ in range(20):
        number += 1
        with open(f"f{number}", "wb") as file:
            file.write(bytes(10**6))
    if number > 60:
        success("60 MB on disk")
    return 0.0
