"""The line of least squares (handout, Appendix A)."""

from itertools import permutations
from typing import Any

import numpy as np

from autograder.assignments.declaration import Assignment, Case, Question, standalone
from autograder.assignments.mistakes import least_squares as made
from autograder.assignments.sketch import Sketch, entry, measured, straight
from autograder.comparison import numbers
from autograder.handout import data
from autograder.model import Plain
from autograder.symbolic import Derivative
from autograder.tolerance import Tolerance


def sum_of_squares(x: Any, y: Any, beta0: Any, beta1: Any) -> Any:
    """S(β₀, β₁) = Σ(yᵢ − β₀ − β₁xᵢ)² (equation 2): all of this page that is typed."""
    return np.sum((y - beta0 - beta1 * x) ** 2)


gradient = Derivative(sum_of_squares, ["beta0", "beta1"])
curvature = Derivative(sum_of_squares, ["beta0", "beta1"], order=2)


def normal_equations(x: Any, y: Any) -> Plain:
    """∂S/∂β = 0 (equation 7), from the derivatives of S at β = 0, cleared of their factor two."""
    constant = np.array(gradient(x, y, 0.0, 0.0))
    return curvature(x, y, 0.0, 0.0) / 2, -constant / 2


def estimates(own: Any, x: Any, y: Any) -> Plain:
    """What solves the normal equations (equations 13 and 8)."""
    A, c = own.normal_equations(x, y)
    beta0, beta1 = np.linalg.solve(np.reshape(A, (2, 2)), np.ravel(c))
    return float(beta0), float(beta1)


def centered_estimates(x: Any, y: Any) -> Plain:
    """The same numbers (equations 14 and 15), from the normal equations of centred data.

    Centring makes the system diagonal, so that its solution loses no digits.
    """
    A, c = normal_equations(x - np.mean(x), y)
    beta1 = c[1] / A[1, 1]
    return float(np.mean(y) - beta1 * np.mean(x)), float(beta1)


def hessian(x: Any) -> Plain:
    """The second derivatives of S (equation 16); y and β do not enter."""
    return curvature(x, np.zeros(len(x)), 0.0, 0.0)


def residuals(x: Any, y: Any, beta0: float, beta1: float) -> Plain:
    """yᵢ − ŷᵢ with ŷᵢ = β₀ + β₁xᵢ (equations 18 and 19)."""
    return y - (beta0 + beta1 * x)


def same_equations(got: Plain, right: Plain) -> Plain:
    """`got` in the order and with the factors of `right`, if it states about the same equations."""
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        return got
    A, c = numbers(got[0]), numbers(got[1])
    if A is None or c is None or np.squeeze(A).shape != (2, 2) or c.size != 2:
        return got
    stated = np.column_stack([A.reshape(2, 2), c.ravel()])
    wanted = np.column_stack(right)
    for order in permutations(stated):
        scaled = np.array([_scaled(row, want) for row, want in zip(order, wanted, strict=True)])
        size = np.max(np.abs(wanted), axis=1, keepdims=True)
        if np.all(np.abs(scaled - wanted) <= 1e-3 * size):
            return scaled[:, :2], scaled[:, 2]
    return got


def _scaled(row: Any, want: Any) -> Any:
    """`row` times the factor that makes its largest entry that of `want`.

    One that is about as large already stays as it is: its digits tell if it was rounded.
    """
    pivot = int(np.argmax(np.abs(want)))
    factor = want[pivot] / row[pivot] if row[pivot] else 1.0
    return row if abs(factor - 1.0) < 1e-3 else factor * row


def _points(rng: np.random.Generator, n: int, size: float = 1.0, order: int = 0) -> Any:
    """x well spread and off centre, y neither on a line nor through the origin.

    `order` 1 sorts x, −1 sorts it the other way round.
    """
    x = rng.permutation(np.linspace(-2, 4, n)) + rng.uniform(-0.4, 0.4, size=n)
    x = np.sort(x)[::order].copy() if order else x
    y = rng.uniform(3, 5) - rng.uniform(0.5, 2) * x + rng.uniform(-2, 2, size=n)
    return x, y * size


def _betas(rng: np.random.Generator) -> tuple[float, float]:
    return float(rng.uniform(0.6, 3)), float(-rng.uniform(0.6, 3))


def _lines(rng: np.random.Generator) -> list[Case]:
    def case(n: int, sign: float = 1.0, **about: Any) -> Case:
        beta0, beta1 = _betas(rng)
        return Case((*_points(rng, n, size=sign), sign * beta0, sign * beta1), **about)

    x, y = _points(rng, 5, size=1e-3)
    beta0, beta1 = _betas(rng)
    small = Case((x, y, 1e-3 * beta0, 1e-3 * beta1))
    whole = rng.integers(-5, 6, size=6), rng.integers(-9, 10, size=6)
    five = case(5, sign=-1.0)
    return [
        case(3),
        five,
        case(8),
        small,
        case(1, about="a single point", edge=True),
        Case((*whole, beta1, beta0), "whole-number arrays", edge=True),
        Case((x, 1 + 2 * x, 1.0, 2.0), "points that lie on the line", edge=True),
        *five.one_by_one(small),
    ]


def _samples(rng: np.random.Generator) -> list[Case]:
    """n ≥ 2 with different x: where the normal equations have one solution."""
    five = Case(_points(rng, 5, size=-1.0, order=-1))
    return [
        Case(_points(rng, 3, order=1)),
        five,
        Case(_points(rng, 8)),
        Case(_points(rng, 6, size=1e-3)),
        Case(_points(rng, 2), "two points", edge=True),
        Case(_whole_numbers(rng), "whole-number arrays", edge=True),
        *five.one_by_one(Case(_points(rng, 5))),
    ]


def _whole_numbers(rng: np.random.Generator) -> tuple[Any, Any]:
    """Whole x and y, whose means, and those of x² and xy, are no whole numbers."""
    x = rng.permutation(np.arange(-2, 4))
    while True:
        y = 2 * x + rng.integers(-4, 5, size=6)
        if np.sum(y) % 6 and np.sum(x * y) % 6:
            return x, y


def _estimable(rng: np.random.Generator) -> list[Case]:
    same = np.full(4, float(rng.integers(2, 7)))
    y = rng.uniform(-3, 3, size=4)
    x, height = _points(rng, 4)
    repeated, heights = _points(rng, 6)
    repeated[[1, -1]] = repeated[0]

    def refused(x: Any, y: Any) -> Case:
        about = "all x equal"
        return Case((x, y), about, edge=True, raises="ValueError")

    return [
        *_samples(rng),
        # Not so small that `np.allclose(x, x[0])` takes them for equal.
        Case((2e-8 * x, height), "x in very small units", edge=True),
        Case((repeated, heights), "some x equal", edge=True),
        refused(same, y),
        refused(same[:1], y[:1]),
        # Their mean is exact, and n Σx² − (Σx)² is rounding and not zero.
        refused(np.full(6, 0.3), heights),
    ]


def _far_from_zero(rng: np.random.Generator) -> list[Case]:
    """Where the differences of large sums have no digits left, and centred ones have all."""
    far = np.zeros(5)
    # The mean is a rounded one: with an exact one Σ(xᵢ − x̄) is zero, and any number does for ȳ.
    while not np.sum(far - np.mean(far)):
        x, y = _points(rng, 5)
        far = 1e7 + x
    return [
        *_estimable(rng),
        Case((far, y), "x far from zero", edge=True),
        Case((x, np.full(5, 3.0)), "all y equal", edge=True),
    ]


def _abscissae(rng: np.random.Generator) -> list[Case]:
    cases = [Case((c.args[0],), c.about, c.edge) for c in _samples(rng)]
    return [
        *cases,
        Case((0.03 * _points(rng, 4)[0],)),
        Case((np.array([rng.uniform(1, 3)]),), "a single point", edge=True),
    ]


def fitted(own: Any) -> Plain:
    g = data("least_squares")
    beta0, beta1 = own.estimates(g["x"], g["y"])
    return straight(g["x"], entry(beta1), entry(beta0))


ASSIGNMENT = Assignment(
    name="least_squares",
    title="The line of least squares",
    questions=(
        Question(
            name="sum_of_squares",
            signature="sum_of_squares(x, y, beta0, beta1)",
            section="in print: Appendix A.1, equation 2",
            hints=(
                "Look at what is squared, and at what stands in front of the sum in (2).",
                "The whole residual yᵢ − β₀ − β₁xᵢ is squared, and S is the plain sum of "
                "that, without 1/n or ½.",
            ),
            law=standalone(sum_of_squares),
            cases=_lines,
            mistakes=made.SUM_OF_SQUARES,
        ),
        Question(
            name="derivatives",
            signature="derivatives(x, y, beta0, beta1)",
            section="in print: Appendix A.2, equations 3 and 5",
            hints=(
                "Look at the factor, and at what each residual is multiplied by in (3) and (5).",
                "The first adds up the residuals alone, the second each residual times "
                "its xᵢ. Both have the factor −2, and that of β₀ comes first.",
            ),
            returns=("∂S/∂β₀", "∂S/∂β₁"),
            law=standalone(gradient),
            cases=_lines,
            mistakes=made.derivatives(gradient),
        ),
        Question(
            name="normal_equations",
            signature="normal_equations(x, y)",
            section="in print: Appendix A.2, equation 7",
            hints=(
                "Look at which sum stands where in (7): a row is an equation, a column "
                "belongs to β₀ or to β₁.",
                "n and Σxᵢ² are on the diagonal, Σxᵢ is in both other places; the right "
                "side is Σyᵢ, then Σxᵢyᵢ.",
            ),
            returns=("A", "c"),
            law=standalone(normal_equations),
            cases=_samples,
            accept=same_equations,
            mistakes=made.NORMAL_EQUATIONS,
        ),
        Question(
            name="estimates",
            signature="estimates(x, y)",
            section="in print: Appendix A.3, equations 13 and 8",
            hints=(
                "Work out the numerator and the denominator of (13) one by one, and "
                "compare them with the numbers of section 4.",
                "The denominator is Σxᵢ² − n·x̄², and x̄² is the square of the mean. The "
                "intercept (8) comes after the slope. Equal x are an error, as the text says.",
            ),
            returns=("β₀", "β₁"),
            law=estimates,
            cases=_estimable,
            depends_on=("normal_equations",),
            mistakes=made.estimates(centered_estimates),
        ),
        Question(
            name="centered_estimates",
            signature="centered_estimates(x, y)",
            section="in print: Appendix A.4, equations 14 and 15",
            hints=(
                "Look at what is measured from which mean in (14).",
                "The numerator is the sum of the products (xᵢ − x̄)(yᵢ − ȳ), the denominator "
                "that of the squares (xᵢ − x̄)²; then (15) gives the intercept.",
            ),
            returns=("β₀", "β₁"),
            law=standalone(centered_estimates),
            cases=_far_from_zero,
            # Derived from what rounding x does, it would be too wide where x is far from zero.
            tolerance=Tolerance(absolute=1e-5),
            mistakes=made.estimates(centered_estimates),
        ),
        Question(
            name="hessian",
            signature="hessian(x)",
            section="in print: Appendix A.5, equation 16",
            hints=(
                "Look at which sums (16) holds, and at what stands in front of its matrix.",
                "The factor is 2; n and Σxᵢ² are on the diagonal, Σxᵢ is in both other places. "
                "Neither y nor β is in it.",
            ),
            law=standalone(hessian),
            cases=_abscissae,
            mistakes=made.HESSIAN,
        ),
        Question(
            name="residuals",
            signature="residuals(x, y, beta0, beta1)",
            section="in print: Appendix A.6, equations 18 and 19",
            hints=(
                "Look at the sign in (18, 19): what is subtracted from what?",
                "From the measured yᵢ the line's own value β₀ + β₁xᵢ is subtracted, once "
                "for each sample.",
            ),
            law=standalone(residuals),
            cases=_lines,
            mistakes=made.RESIDUALS,
        ),
    ),
    sketches=(
        Sketch(
            "estimates",
            "The line of least squares",
            "x",
            "y",
            "line",
            fitted,
            background=measured("least_squares", "x", "y"),
        ),
    ),
)
