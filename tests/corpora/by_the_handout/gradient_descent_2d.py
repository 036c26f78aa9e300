"""Activity 3, H to J, with the factor a that tells its two functions apart."""
# %% f
def f(x, y, a):
    return x**2 + a*y**2 + x*y

# %% grad_f
def grad_f(x, y, a):
    return np.array([2*x + y, x + 2*a*y])

# %% gradient_norm
def gradient_norm(x, y, a):
    return np.sqrt((2*x + y)**2 + (x + 2*a*y)**2)

# %% step
def step(point, eta, a):
    x, y = point
    return np.array(point) - eta * grad_f(x, y, a)

# %% descend
def descend(start, eta, tolerance, a):
    point = np.array(start, dtype=float)
    trajectory = [point.copy()]
    grad = grad_f(*point, a)
    while np.linalg.norm(grad) > tolerance:
        point -= eta * grad
        trajectory.append(point.copy())
        grad = grad_f(*point, a)
    return np.array(trajectory)

# %% plot_surface
def plot_surface(trajectory, a):
    X, Y = np.meshgrid(np.linspace(-1, 2.5, 100), np.linspace(-1, 2, 100))
    fig = plt.figure(figsize=(10, 6))
    ax = fig.add_subplot(111, projection="3d")
    ax.plot_surface(X, Y, f(X, Y, a), alpha=0.6, cmap="viridis")
    ax.plot(trajectory[:, 0], trajectory[:, 1], f(trajectory[:, 0], trajectory[:, 1], a),
            "ro-", label="Gradient descent")
    ax.set_xlabel("x"); ax.set_ylabel("y"); ax.set_zlabel("f(x, y)")
    ax.set_title("Gradient descent path on the surface")
    ax.legend()
    return ax
