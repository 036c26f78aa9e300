# %% declaration
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Question


def roots(own, b, c):
    d = np.sqrt(complex(b * b - 4 * c))
    return np.array([(-b + d) / 2, (-b - d) / 2])


def polar(own, z):
    return abs(z), float(np.angle(z))


def all_polar(own, z):
    return abs(z), np.angle(z)


def in_order(got, right):
    try:
        return np.array(sorted(np.ravel(got), key=lambda z: np.argmin(abs(z - np.array([right[0], right[1]])))))
    except TypeError:
        return got


def data(rng):
    return [Case((rng.uniform(-1, 1), rng.uniform(1, 4))) for _ in range(4)]


def one(rng):
    return [Case((complex(*rng.normal(size=2)),)) for _ in range(4)]


def several(rng):
    return [Case((rng.normal(size=n) + 1j * rng.normal(size=n),)) for n in (3, 4, 6)]


ASSIGNMENT = Assignment(
    "roots",
    "Complex roots",
    (
        Question("roots", "roots(b, c)", "1", roots, data, accept=in_order),
        Question("polar", "polar(z)", "2", polar, one),
        Question(
            "all_polar", "all_polar(z)", "2", all_polar, several, returns=("lengths", "angles")
        ),
    ),
)
# %% solution
import numpy as np


def roots(b, c):
    """Both roots of z² + bz + c, in any order."""
    return np.roots([1, b, c])


def polar(z):
    """Its length and its angle."""
    return np.hypot(z.real, z.imag), np.arctan2(z.imag, z.real)


def all_polar(z):
    """The lengths and the angles, shape (N,) each."""
    return np.hypot(z.real, z.imag), np.arctan2(z.imag, z.real)
# %% right roots
def roots(b, c):
    d = (b * b - 4 * c + 0j) ** 0.5
    return [(-b - d) / 2, (-b + d) / 2]
# %% wrong roots -
def roots(b, c):
    d = (b * b - 4 * c + 0j) ** 0.5
    return [(b - d) / 2, (b + d) / 2]
# %% wrong polar -
def polar(z):
    return abs(z), np.degrees(np.angle(z))
# %% wrong all_polar - lengths.
def all_polar(z):
    return abs(z), np.arctan(z.imag / z.real)
