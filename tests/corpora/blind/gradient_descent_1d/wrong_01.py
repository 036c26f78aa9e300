# wrong: f: works for one number only, arrays fail
# %% f
def f(x):
    import math

    return math.pow(x, 2) - 4 * float(x) + 5


# %% grad_f
def grad_f(x):
    result = 2 * (x - 2)
    return result


# %% step
def step(x, eta):
    slope = grad_f(x)
    move = eta * slope
    new_x = x - move
    return new_x


# %% descend
def descend(x0, eta, tolerance, max_iterations):
    all_x = np.array([float(x0)])
    for i in range(max_iterations):
        last = all_x[-1]
        s = grad_f(last)
        if s < 0:
            s = -s
        if s <= tolerance:
            break
        all_x = np.append(all_x, step(last, eta))
    return all_x


# %% iteration_table
def iteration_table(points):
    n = len(points)
    table = np.zeros((n, 3))
    for i in range(n):
        table[i, 0] = points[i]
        table[i, 1] = f(points[i])
        table[i, 2] = grad_f(points[i])
    return table


# %% plot_descent
def plot_descent(points):
    plt.figure()
    smallest = min(points)
    biggest = max(points)
    grid = np.arange(smallest - 0.5, biggest + 0.51, 0.01)
    plt.plot(grid, f(grid))
    for p in points:
        plt.plot(p, f(p), "ro")
    for i in range(len(points) - 1):
        a = points[i]
        b = points[i + 1]
        plt.annotate("", xy=(b, f(b)), xytext=(a, f(a)), arrowprops=dict(arrowstyle="->"))
    plt.xlabel("x")
    plt.ylabel("y")
    plt.title("my walk")
    return plt.gca()
