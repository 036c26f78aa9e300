# %% f
def f(x):
    square = x**2
    linear = 4 * x
    constant = 5
    print("f was called")
    return square - linear + constant


# %% grad_f
def grad_f(x):
    # the square gives 2x, minus 4x gives minus 4, the 5 is gone
    return 2 * x + (-4)


# %% step
def step(x: float, eta: float) -> float:
    g = grad_f(x)
    print("slope at", x, "is", g)
    return x - eta * g


# %% descend
def descend(x0: float, eta: float, tolerance: float, max_iterations: int) -> np.ndarray:
    x = x0
    history = []
    history.append(x)
    steps = 0
    while True:
        if abs(grad_f(x)) <= tolerance:
            print("flat enough")
            break
        if steps >= max_iterations:
            print("out of steps")
            break
        x = step(x, eta)
        history.append(x)
        steps = steps + 1
    print("steps taken:", steps)
    return np.array(history)


# %% iteration_table
def iteration_table(points: np.ndarray) -> np.ndarray:
    rows = []
    for x in points:
        rows.append([x, f(x), grad_f(x)])
    table = np.array(rows)
    print(table)
    return table


# %% plot_descent
def plot_descent(points: np.ndarray) -> plt.Axes:
    fig = plt.figure()
    ax = fig.add_subplot()
    ax.set_title("The walk on f, with " + str(len(points) - 1) + " steps")
    ax.set_xlabel("x")
    ax.set_ylabel("f(x)")
    y = f(points)
    for i in range(len(points) - 1):
        dx = points[i + 1] - points[i]
        dy = y[i + 1] - y[i]
        ax.annotate("", (points[i] + dx, y[i] + dy), (points[i], y[i]), arrowprops={"arrowstyle": "->", "color": "g"})
    ax.scatter(points, y)
    curve_x = np.linspace(points.min() - 2, points.max() + 2)
    ax.plot(curve_x, f(curve_x))
    ax.grid(True)
    return ax
