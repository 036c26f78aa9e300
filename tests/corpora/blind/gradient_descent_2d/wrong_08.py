# wrong: descend: stops on the largest component, not on the length
# all else: right_04
# %% descend
def descend(start, eta, tolerance, a):
    points = [np.asarray(start)]
    while np.max(np.abs(grad_f(*points[-1], a))) > tolerance:
        points.append(step(points[-1], eta, a))
    return np.array(points)
