"""Activity 2, B to G: the printed function, its derivative, and the loop with a cap."""
# %% f
def f(x):
    return x**2 - 4*x + 5

# %% grad_f
def grad_f(x):
    return 2*x - 4

# %% step
def step(x, eta):
    return x - eta * grad_f(x)

# %% descend
def descend(x0, eta, tolerance, max_iterations):
    x = x0
    points = [x]
    for iteration in range(max_iterations):
        g = grad_f(x)
        if abs(g) <= tolerance:
            break
        x = x - eta * g
        points.append(x)
    return points

# %% iteration_table
def iteration_table(points):
    rows = []
    for x in points:
        rows.append([x, f(x), grad_f(x)])
    return np.array(rows)

# %% plot_descent
def plot_descent(points):
    x_vals = np.linspace(-0.5, 3, 400)
    plt.figure(figsize=(8, 5))
    plt.plot(x_vals, f(x_vals), color="blue", lw=2, label="f(x)")
    for i, x_i in enumerate(points):
        plt.scatter(x_i, f(x_i), color="red")
        plt.text(x_i, f(x_i) + 0.1, f"x_{i}", color="red", ha="center")
    for here, there in zip(points, points[1:]):
        plt.annotate("", xy=(there, f(there)), xytext=(here, f(here)),
                     arrowprops=dict(arrowstyle="->", color="orange", lw=1.5))
    plt.xlabel("x")
    plt.ylabel("f(x)")
    plt.title("Gradient descent")
    plt.legend()
    return plt.gca()
