# borderline: descend: returns a list (the text prints the result as [0.0, 0.4, 0.72])
# all else: right_01
# %% descend
def descend(x0, eta, tolerance, max_iterations):
    points = [x0]
    while abs(grad_f(points[-1])) > tolerance and len(points) <= max_iterations:
        points.append(step(points[-1], eta))
    return points
