# %% declaration
import numpy as np

from autograder.assignments.declaration import Assignment, Case, Mistake, Printed, Question

K = 8.617333262e-5


def rate(own, T, A, E):
    return A * np.exp(-E / (K * T))


def parameters(own, T, k):
    slope, start = np.polyfit(1 / T, np.log(k), 1)
    return -K * slope, float(np.exp(start))


def inputs(rng):
    return [
        Case((np.linspace(300, 600, n) + rng.uniform(0, 9, n), 1e13 * rng.uniform(1, 9), rng.uniform(0.4, 0.9)))
        for n in (4, 6)
    ]


def data(rng):
    cases = []
    for case in inputs(rng):
        T, A, E = case.args
        cases.append(Case((T, A * np.exp(-E / (K * T)) * rng.uniform(0.9, 1.1, len(T)))))
    return [*cases, Case((np.array([300.0]), np.array([2.0])), raises="ValueError")]


celsius = Mistake(None, lambda own, T, A, E: own.right(T - 273.15, A, E), "T is in kelvin.")
sign = Mistake("sign-flipped", lambda own, T, k: (-own.right(T, k)[0], own.right(T, k)[1]))
printed = (Printed((np.array([300.0]), 1e13, 0.5), "≈ 3,98×10⁴", "the rate at 300 K", (0,)),)
ASSIGNMENT = Assignment(
    "arrhenius",
    "Arrhenius",
    (
        Question("rate", "rate(T, A, E)", "1", rate, inputs, (celsius,), printed=printed),
        Question("parameters", "parameters(T, k)", "2", parameters, data, (sign,)),
    ),
)
# %% solution
import numpy as np

K = 8.617333262e-5


def rate(T, A, E):
    """The rate, in 1/s, at T in kelvin with E in eV."""
    return A * np.exp(-E / (K * T))


def parameters(T, k):
    """E in eV, and A in 1/s; ValueError for a single temperature."""
    if len(T) < 2:
        raise ValueError("no line")
    x, y = 1 / T, np.log(k)
    slope = np.sum((x - x.mean()) * (y - y.mean())) / np.sum((x - x.mean()) ** 2)
    return -K * slope, np.exp(y.mean() - slope * x.mean())
# %% right parameters
def parameters(T, k):
    if len(T) == 1:
        raise ValueError
    x = np.column_stack([np.ones(len(T)), 1 / T])
    start, slope = np.linalg.lstsq(x, np.log(k), rcond=None)[0]
    return [-8.617333262e-5 * slope, np.exp(start)]
# %% wrong parameters - only
def parameters(T, k):
    slope, start = np.polyfit(1 / T, np.log(k), 1) if len(T) > 1 else (0.0, 0.0)
    return -8.617333262e-5 * slope, np.exp(start)
# %% wrong parameters sign-flipped
def parameters(T, k):
    slope, start = np.polyfit(1 / T, np.log(k), 1)
    return 8.617333262e-5 * slope, np.exp(start)
# %% wrong parameters - ordinary
def parameters(T, k):
    slope, start = np.polyfit(1 / T, np.log(k), 1)
    return 0.0, np.exp(start)
# %% wrong rate -
def rate(T, A, E):
    return 0 * T
# %% wrong rate -
def rate(T, A, E):
    return A * np.exp(-E / (8.617333262e-5 * (T - 273.15)))
