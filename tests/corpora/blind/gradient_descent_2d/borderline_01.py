# borderline: descend: returns a list of arrays
# all else: right_01
# %% descend
def descend(start, eta, tolerance, a):
    points = [start]
    while gradient_norm(*points[-1], a) > tolerance:
        points.append(step(points[-1], eta, a))
    return points
