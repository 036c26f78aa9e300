# wrong: gradient_norm: root missing, squared length
# all else: right_01
# %% gradient_norm
def gradient_norm(x: float, y: float, a: float) -> float:
    g = grad_f(x, y, a)
    return float(g @ g)
