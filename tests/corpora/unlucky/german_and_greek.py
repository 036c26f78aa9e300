"""Text that is not English, identifiers that are not ASCII.

Costs: nothing
"""
# %%
größe = "Schrittweite η = 0,1 — пример 例"
print(größe)
# %% step
def step(x, η):
    Δ = η * grad_f(x)  # ∇f
    return x - Δ
