"""The line of least squares (handout, Appendix A)."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np

from autograder.assignments import mistakes
from autograder.assignments.declaration import Assignment, Case, Mistake, Question, standalone
from autograder.comparison import compare, numbers
from autograder.model import Plain
from autograder.symbolic import Derivative


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
    """`right` if `got` states the same two equations: in any order, each times any factor."""
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        return got
    A, c = numbers(got[0]), numbers(got[1])
    if A is None or c is None or A.size != 4 or c.size != 2 or not np.any(A):
        return got
    stated = np.column_stack([A.reshape(2, 2), c.ravel()])
    wanted = np.column_stack(right)
    for order in permutations(stated):
        if all(_proportional(row, want) for row, want in zip(order, wanted, strict=True)):
            return right
    return got


def _proportional(row: Any, want: Any) -> bool:
    pivot = int(np.argmax(np.abs(want)))
    if not np.isfinite(row).all() or row[pivot] == 0:
        return False
    return compare(row * (want[pivot] / row[pivot]), want).equal


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
    def case(n: int, **about: Any) -> Case:
        return Case((*_points(rng, n), *_betas(rng)), **about)

    x, y = _points(rng, 5, size=1e-3)
    beta0, beta1 = _betas(rng)
    whole = rng.integers(-5, 6, size=6), rng.integers(-9, 10, size=6)
    return [
        case(3),
        case(5),
        case(8),
        Case((x, y, 1e-3 * beta0, 1e-3 * beta1)),
        case(1, about="a single point", edge=True),
        Case((*whole, beta1, beta0), "whole-number arrays", edge=True),
        Case((x, 1 + 2 * x, 1.0, 2.0), "points that lie on the line", edge=True),
    ]


def _samples(rng: np.random.Generator) -> list[Case]:
    """n ≥ 2 with different x: where the normal equations have one solution."""
    x = rng.permutation(np.arange(-2, 5))
    whole = x, 2 * x + rng.integers(-4, 5, size=7)
    return [
        Case(_points(rng, 3, order=1)),
        Case(_points(rng, 5, size=-1.0, order=-1)),
        Case(_points(rng, 8)),
        Case(_points(rng, 6, size=1e-3)),
        Case(_points(rng, 2), "two points", edge=True),
        Case(whole, "whole-number arrays", edge=True),
    ]


def _estimable(rng: np.random.Generator) -> list[Case]:
    same = np.full(4, float(rng.integers(2, 7)))
    y = rng.uniform(-3, 3, size=4)
    x, height = _points(rng, 4)
    return [
        *_samples(rng),
        Case((1e-9 * x, height), "x in very small units", edge=True),
        Case((same, y), "all x equal (ValueError is asked for)", edge=True, raises="ValueError"),
        Case(
            (same[:1], y[:1]),
            "all x equal (ValueError is asked for)",
            edge=True,
            raises="ValueError",
        ),
    ]


def _abscissae(rng: np.random.Generator) -> list[Case]:
    cases = [Case((c.args[0],), c.about, c.edge) for c in _samples(rng)]
    return [
        *cases,
        Case((1e-3 * _points(rng, 4)[0],)),
        Case((np.array([rng.uniform(1, 3)]),), "a single point", edge=True),
    ]


def _count(x: Any, *_: Any) -> int:
    return len(x)


def _other_system(change: Any) -> Any:
    """A and c after `change(A, c, x, y)`, on copies."""

    def wrong(own: Any, x: Any, y: Any) -> Plain:
        A, c = own.right(x, y)
        return change(np.array(A), np.array(c), np.asarray(x, float), np.asarray(y, float))

    return wrong


def _entry(code: str | None, change: Any, hint: str = "") -> Mistake:
    return Mistake(code, _other_system(change), hint)


def _with(matrix: Any, row: int, column: int, value: float) -> Any:
    matrix[row, column] = value
    return matrix


_SQUARE_OF_SUM = "(Σx)² stands where Σx² belongs: square first, then add up."
_NO_BETA0 = "β₀ does not enter: the line is β₀ + β₁x."
_ORDER = "β₀, the intercept, comes first; β₁, the slope, second."


def _estimate_slips() -> tuple[Mistake, ...]:
    def slope(x: Any, y: Any) -> float:
        return centered_estimates(x, y)[1]  # type: ignore[no-any-return]

    def ddof(x: Any, y: Any, factor: float) -> Plain:
        beta1 = slope(x, y) * factor
        return float(np.mean(y) - beta1 * np.mean(x)), beta1

    def through_origin(x: Any, y: Any) -> float:
        return float(np.sum(x * y) / np.sum(x * x))

    def dropped_n(x: Any, y: Any) -> Plain:
        mx, my = np.mean(x), np.mean(y)
        beta1 = (np.sum(x * y) - mx * my) / (np.sum(x * x) - mx**2)
        return my - beta1 * mx, beta1

    def squared_sum(x: Any, y: Any) -> Plain:
        n, mx, my = len(x), np.mean(x), np.mean(y)
        beta1 = (np.sum(x * y) - n * mx * my) / (np.sum(x) ** 2 - n * mx**2 + 0.0)
        return my - beta1 * mx, beta1

    def inverse(x: Any, y: Any) -> Plain:
        beta1 = 1 / slope(y, x)
        return float(np.mean(y) - beta1 * np.mean(x)), beta1

    ddof_hint = "np.cov divides by n − 1 and np.var by n: take both with the same ddof."
    origin_hint = (
        "This is the line through the origin: the means of x and y do not enter the slope."
    )
    return (
        mistakes.reordered(hint=_ORDER),
        mistakes.replaced(
            "sign-flipped",
            lambda x, y: (np.mean(y) + slope(x, y) * np.mean(x), slope(x, y)),
            hint="β₁x̄ is added where it is subtracted: β₀ = ȳ − β₁x̄.",
        ),
        mistakes.replaced(
            "sign-flipped",
            lambda x, y: (np.mean(y) + slope(x, y) * np.mean(x), -slope(x, y)),
            hint="The slope has the wrong sign, and the intercept follows it.",
        ),
        mistakes.sign_flipped(only=1),
        mistakes.sign_flipped(only=0),
        mistakes.replaced(None, lambda x, y: ddof(x, y, len(x) / (len(x) - 1)), hint=ddof_hint),
        mistakes.replaced(None, lambda x, y: ddof(x, y, (len(x) - 1) / len(x)), hint=ddof_hint),
        mistakes.replaced(
            "bias-ignored", lambda x, y: (0.0, through_origin(x, y)), hint=origin_hint
        ),
        mistakes.replaced(
            "bias-ignored",
            lambda x, y: (np.mean(y) - through_origin(x, y) * np.mean(x), through_origin(x, y)),
            hint=origin_hint,
        ),
        mistakes.replaced(
            None, dropped_n, hint="The factor n is missing in n·x̄·ȳ and n·x̄² (equation 13)."
        ),
        mistakes.replaced(None, squared_sum, hint=_SQUARE_OF_SUM),
        mistakes.replaced(
            None,
            inverse,
            hint="The slope divides by the spread of y times itself: Σ(x − x̄)² belongs below.",
        ),
        mistakes.replaced(
            None,
            lambda x, y: (float(np.mean(y)), slope(x, y)),
            hint="β₀ is the mean of y: it still lacks − β₁x̄.",
        ),
        *mistakes.careless(arrays=True),
    )


ASSIGNMENT = Assignment(
    name="least_squares",
    title="The line of least squares",
    questions=(
        Question(
            name="sum_of_squares",
            signature="sum_of_squares(x, y, beta0, beta1)",
            section="Appendix A.1, equation 2",
            law=standalone(sum_of_squares),
            cases=_lines,
            mistakes=(
                mistakes.extra_mean(_count),
                *mistakes.factor_two(),
                mistakes.sign_flipped(),
                mistakes.given(
                    "bias-ignored", lambda x, y, _b0, b1: (x, y, 0.0, b1), hint=_NO_BETA0
                ),
                mistakes.given("axes-swapped", lambda x, y, b0, b1: (x, y, b1, b0), hint=_ORDER),
                mistakes.given(
                    "sign-flipped",
                    lambda x, y, b0, b1: (x, y, b0, -b1),
                    hint="β₁x is added to y where the residual subtracts it.",
                ),
                mistakes.given(
                    "sign-flipped",
                    lambda x, y, b0, b1: (x, y, -b0, b1),
                    hint="β₀ is added to y where the residual subtracts it.",
                ),
                mistakes.given(
                    None,
                    lambda x, y, b0, b1: (y, x, b0, b1),
                    hint="x and y have changed places: the line gives y from x.",
                ),
                mistakes.replaced(
                    None,
                    lambda x, y, b0, b1: np.sum(y - b0 - b1 * x) ** 2,
                    hint="The sum is squared where each residual belongs squared first.",
                ),
                mistakes.replaced(
                    None,
                    lambda x, y, b0, b1: np.sum(np.abs(y - b0 - b1 * x)),
                    hint="The residuals enter by their absolute value: S adds up their squares.",
                ),
                mistakes.replaced(
                    None,
                    lambda x, y, b0, b1: np.sum(y - b0 - b1 * x),
                    hint="The residuals enter as they are and cancel: S adds up their squares.",
                ),
                mistakes.changed(
                    None,
                    lambda value, *_: np.sqrt(value),
                    hint="A square root is taken: S is the sum of squares itself.",
                ),
                *mistakes.careless(arrays=True),
            ),
        ),
        Question(
            name="derivatives",
            signature="derivatives(x, y, beta0, beta1)",
            section="Appendix A.2, equations 3 and 5",
            law=standalone(gradient),
            cases=_lines,
            mistakes=(
                *mistakes.gradient_slips(_count, mean=False),
                mistakes.replaced(
                    "missing-input-factor",
                    lambda x, y, b0, b1: (gradient(x, y, b0, b1)[0],) * 2,
                    hint="∂S/∂β₁ sums the residuals by themselves: the chain rule gives each of "
                    "them a factor xᵢ.",
                ),
                mistakes.reordered(hint="∂S/∂β₀ comes first, ∂S/∂β₁ second."),
                mistakes.given(
                    "bias-ignored", lambda x, y, _b0, b1: (x, y, 0.0, b1), hint=_NO_BETA0
                ),
                mistakes.given("axes-swapped", lambda x, y, b0, b1: (x, y, b1, b0), hint=_ORDER),
                *mistakes.careless(arrays=True),
            ),
        ),
        Question(
            name="normal_equations",
            signature="normal_equations(x, y)",
            section="Appendix A.2, equation 7",
            law=standalone(normal_equations),
            cases=_samples,
            accept=same_equations,
            mistakes=(
                _entry(
                    "axes-swapped",
                    lambda A, c, *_: (A[:, ::-1], c),
                    "The columns of A belong to β₀ and β₁, in this order.",
                ),
                _entry(
                    "axes-swapped",
                    lambda A, c, *_: (A, c[::-1]),
                    "The two right-hand sides have changed places.",
                ),
                _entry(
                    "axes-swapped",
                    lambda A, c, *_: (A[::-1], c),
                    "The rows of A have changed places, but not those of c.",
                ),
                _entry(
                    "axes-swapped",
                    lambda A, c, *_: (c, A),
                    "A, the matrix, comes first; c, the right-hand side, second.",
                ),
                mistakes.sign_flipped(only=1),
                *mistakes.factor_two(
                    only=1,
                    hint="A and c differ by a factor of two that belongs to both or neither.",
                ),
                _entry(
                    "missing-input-factor",
                    lambda A, c, x, y: (A, np.array([c[0], c[0]])),
                    "The second right-hand side is Σxᵢyᵢ, not Σyᵢ again.",
                ),
                _entry(
                    None,
                    lambda A, c, x, y: (_with(A, 1, 1, np.sum(x) ** 2), c),
                    _SQUARE_OF_SUM,
                ),
                _entry(
                    None,
                    lambda A, c, x, y: (A, np.array([c[0], np.sum(x) * np.sum(y)])),
                    "Σx·Σy stands where Σxᵢyᵢ belongs: multiply first, then add up.",
                ),
                _entry(
                    None,
                    lambda A, c, x, y: (_with(A, 0, 0, 1.0), c),
                    "The first entry of A is n: β₀ is added up once for every point.",
                ),
                mistakes.extra_mean(_count, only=0),
                mistakes.extra_mean(_count, only=1),
                *mistakes.careless(),
            ),
        ),
        Question(
            name="estimates",
            signature="estimates(x, y)",
            section="Appendix A.3, equations 13 and 8",
            law=estimates,
            cases=_estimable,
            depends_on=("normal_equations",),
            mistakes=_estimate_slips(),
        ),
        Question(
            name="centered_estimates",
            signature="centered_estimates(x, y)",
            section="Appendix A.4, equations 14 and 15",
            law=standalone(centered_estimates),
            cases=_estimable,
            mistakes=_estimate_slips(),
        ),
        Question(
            name="hessian",
            signature="hessian(x)",
            section="Appendix A.5, equation 16",
            law=standalone(hessian),
            cases=_abscissae,
            mistakes=(
                *mistakes.factor_two(),
                mistakes.sign_flipped(),
                mistakes.extra_mean(_count),
                mistakes.changed(
                    "axes-swapped",
                    lambda H, _x: H[::-1, ::-1],
                    hint="β₀ comes first: n stands at the top left.",
                ),
                mistakes.changed(
                    None,
                    lambda H, x: _with(np.array(H), 1, 1, 2 * np.sum(x) ** 2),
                    hint=_SQUARE_OF_SUM,
                ),
                mistakes.changed(
                    None,
                    lambda H, _x: _with(np.array(H), 0, 0, 2.0),
                    hint="∂²S/∂β₀² adds up 2 for every point: n belongs there.",
                ),
                mistakes.changed(
                    "sign-flipped",
                    lambda H, _x: H * np.array([[1, -1], [-1, 1]]),
                    hint="The mixed derivative has the wrong sign: two factors of −1 meet in it.",
                ),
                *mistakes.careless(),
            ),
        ),
        Question(
            name="residuals",
            signature="residuals(x, y, beta0, beta1)",
            section="Appendix A.6, equations 18 and 19",
            law=standalone(residuals),
            cases=_lines,
            mistakes=(
                mistakes.sign_flipped(
                    hint="Residuals are measured from the line to the point: y − ŷ, not ŷ − y."
                ),
                mistakes.given(
                    "bias-ignored", lambda x, y, _b0, b1: (x, y, 0.0, b1), hint=_NO_BETA0
                ),
                mistakes.given("axes-swapped", lambda x, y, b0, b1: (x, y, b1, b0), hint=_ORDER),
                mistakes.given(
                    "sign-flipped",
                    lambda x, y, b0, b1: (x, y, -b0, b1),
                    hint="β₀ is added: y − (β₀ + β₁x), with its parentheses, subtracts it.",
                ),
                mistakes.given(
                    "sign-flipped",
                    lambda x, y, b0, b1: (x, y, b0, -b1),
                    hint="β₁x is added: y − (β₀ + β₁x), with its parentheses, subtracts it.",
                ),
                mistakes.given(
                    None,
                    lambda x, y, b0, b1: (y, x, b0, b1),
                    hint="x and y have changed places: the line gives y from x.",
                ),
                mistakes.changed(
                    None,
                    lambda e, *_: e**2,
                    hint="The residuals are squared: they are asked for as they are.",
                ),
                mistakes.changed(
                    None,
                    lambda e, *_: np.abs(e),
                    hint="The residuals have lost their signs: below the line they are negative.",
                ),
                *mistakes.careless(arrays=True),
            ),
        ),
    ),
)
