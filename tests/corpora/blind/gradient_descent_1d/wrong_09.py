# wrong: descend: tolerance of the setup cell hard-coded, the argument ignored
# all else: right_05
# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    walker = Walker(x0, eta)
    while len(walker.path) <= max_iterations and not walker.is_flat(1e-4):
        walker.move()
    return np.asarray(walker.path, dtype=float)
