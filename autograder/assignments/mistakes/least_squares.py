"""Mistakes of the line of least squares."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments import mistakes
from autograder.assignments.declaration import Mistake
from autograder.assignments.mistakes.regression import WHOLE_MATRIX
from autograder.model import Code, Plain

_SQUARE_OF_SUM = "(Σx)² is used instead of Σx²: square first, then add up."
_ORDER = "β₀, the intercept, comes first; β₁, the slope, second."


_X_AND_Y = mistakes.given(
    None,
    lambda x, y, *line: (y, x, *line),
    hint="x and y have changed places: the line gives y from x.",
)


def _of_signs(first: int, second: int, term: str) -> Mistake:
    """β₀ and β₁ with these signs."""
    return mistakes.given(
        "sign-flipped",
        lambda x, y, b0, b1: (x, y, first * b0, second * b1),
        hint=f"{term} is added to y: y − (β₀ + β₁x), with its parentheses, subtracts it.",
    )


_OF_THE_LINE = (
    _of_signs(1, -1, "The term with x"),
    _of_signs(-1, 1, "The intercept"),
    mistakes.given(
        "bias-ignored",
        lambda x, y, _b0, b1: (x, y, 0.0, b1),
        hint="The intercept is left out: the line is β₀ + β₁x.",
    ),
    mistakes.given(
        None,
        lambda x, y, b0, b1: (x, y, 0.0, b0 + b1),
        hint="β₀ is multiplied by x too: the line is β₀ + β₁x.",
    ),
    mistakes.given("axes-swapped", lambda x, y, b0, b1: (x, y, b1, b0), hint=_ORDER),
)
"""What goes wrong in any function of x, y, β₀ and β₁.

The change of places comes last: what is said of the intercept is true behind it, too."""

_OF_SOME_POINTS = tuple(
    mistakes.given(
        None,
        lambda x, y, b0, b1, of=of: (x[of], y[of], b0, b1),
        hint=f"Only the {which} used: add up the residuals of all points.",
    )
    for which, of in (
        ("first point is", slice(None, 1)),
        ("last point is", slice(-1, None)),
        ("points before the last one are", slice(None, -1)),
        ("points after the first one are", slice(1, None)),
    )
)


def _of_residuals(of: Callable[[Any], Plain], hint: str) -> Mistake:
    """Something else of the residuals than the sum of their squares."""
    return mistakes.replaced(None, lambda x, y, b0, b1: of(y - b0 - b1 * x), hint=hint)


SUM_OF_SQUARES = (
    _of_residuals(lambda e: np.sum(e) ** 2, "The sum is squared: square each residual first."),
    _of_residuals(
        lambda e: np.sum(e**4), "The residuals are squared twice: square each of them once."
    ),
    _of_residuals(
        lambda e: np.sum(np.abs(e)),
        "The residuals are used with their absolute values: S adds up their squares.",
    ),
    _of_residuals(
        np.sum, "The residuals are added without squares and cancel: S adds up their squares."
    ),
    mistakes.replaced(
        None,
        lambda x, y, b0, b1: np.sum((y - (b0 + b1 * x)[:, np.newaxis]) ** 2),
        hint=WHOLE_MATRIX,
    ),
    mistakes.extra_mean(),
    *(
        mistakes.changed(
            None,
            lambda value, x, *_, less=less: np.divide(value, len(x) - less),
            hint=f"It divides by n − {less}, as a variance does: S is the plain sum.",
        )
        for less in (1, 2)
    ),
    *mistakes.factor_two(),
    mistakes.sign_flipped(),
    *_OF_THE_LINE,
    _X_AND_Y,
    *_OF_SOME_POINTS,
    mistakes.changed(
        None,
        lambda value, *_: np.sqrt(value),
        hint="A square root is taken: S is the sum of squares itself.",
    ),
)


def derivatives(gradient: Callable[..., Plain]) -> tuple[Mistake, ...]:
    """What goes wrong in (∂S/∂β₀, ∂S/∂β₁), which `gradient(x, y, beta0, beta1)` gives."""
    return (
        mistakes.replaced(
            "missing-input-factor",
            lambda x, y, b0, b1: (gradient(x, y, b0, b1)[0],) * 2,
            hint="∂S/∂β₁ sums the residuals alone: the chain rule gives each of them a factor xᵢ.",
        ),
        mistakes.replaced(
            None,
            lambda x, y, b0, b1: (gradient(x, y, b0, b1)[0], np.sum(x) * gradient(x, y, b0, b1)[0]),
            hint="In ∂S/∂β₁ the residuals and the xᵢ are first added up and then multiplied: "
            "multiply each residual by its xᵢ first.",
        ),
        mistakes.changed(
            None,
            lambda _part, x, y, b0, b1: -2 * np.sum(x * y - (b0 + b1 * x)),
            only=1,
            hint="In ∂S/∂β₁ only y is multiplied by xᵢ: put the whole residual in parentheses.",
        ),
        mistakes.changed(
            None,
            lambda _part, x, y, b0, b1: -2 * np.sum(x**2 * (y - b0 - b1 * x)),
            only=1,
            hint="In ∂S/∂β₁ each residual is multiplied by xᵢ²: multiply it by xᵢ once.",
        ),
        mistakes.replaced(
            None,
            lambda x, y, b0, b1: (gradient(x, y, b0, b1)[1],) * 2,
            hint="∂S/∂β₀ has a factor xᵢ too many: it sums the residuals alone.",
        ),
        mistakes.changed(
            None,
            lambda part, x, _y, b0, _b1: part - 2 * (len(x) - 1) * b0,
            only=0,
            hint="In ∂S/∂β₀, β₀ is added up once for every point: that is n·β₀.",
        ),
        *mistakes.gradient_mistakes(mean=False, names=("∂S/∂β₀", "∂S/∂β₁")),
        mistakes.reordered(hint="∂S/∂β₀ comes first, ∂S/∂β₁ second."),
        *_OF_THE_LINE,
        *_OF_SOME_POINTS,
    )


def _entry(code: Code | None, change: Callable[..., Plain], hint: str) -> Mistake:
    """A and c after `change(A, c, x, y)`, on copies."""

    def wrong(own: Any, x: Any, y: Any) -> Plain:
        A, c = own.right(x, y)
        return change(np.array(A), np.array(c), np.asarray(x, float), np.asarray(y, float))

    return Mistake(code, wrong, hint)


def _with(matrix: Any, row: int, column: int, value: float) -> Any:
    matrix[row, column] = value
    return matrix


NORMAL_EQUATIONS = (
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
    _entry("axes-swapped", lambda A, c, *_: (A[::-1, ::-1], c[::-1]), _ORDER),
    _entry(
        "axes-swapped",
        lambda A, c, *_: (c, A),
        "A, the matrix, comes first; c, the right-hand side, second.",
    ),
    mistakes.replaced(
        "bias-ignored",
        lambda x, y: (np.sum(x * x, keepdims=True)[np.newaxis], np.sum(x * y, keepdims=True)),
        hint="β₀ is left out: there are two unknowns, and so two equations.",
    ),
    mistakes.sign_flipped(only=1, hint="c has the wrong sign."),
    *mistakes.factor_two(
        only=1, hint="A and c differ by a factor of two: use it in both, or in neither."
    ),
    _entry(
        "missing-input-factor",
        lambda A, c, x, y: (A, np.array([c[0], c[0]])),
        "The second right-hand side is Σxᵢyᵢ, not Σyᵢ again.",
    ),
    _entry(None, lambda A, c, x, y: (_with(A, 1, 1, np.sum(x) ** 2), c), _SQUARE_OF_SUM),
    _entry(
        None,
        lambda A, c, x, y: (A, np.array([c[0], np.sum(x) * np.sum(y)])),
        "Σx·Σy is used instead of Σxᵢyᵢ: multiply first, then add up.",
    ),
    _entry(
        None,
        lambda A, c, x, y: (_with(A, 0, 0, 1.0), c),
        "The first entry of A is n: β₀ is added up once for every point.",
    ),
    _entry(
        None,
        lambda A, c, x, y: (_with(A, 0, 0, len(x) - 1.0), c),
        "The first entry of A is n − 1: it should be n, the number of points.",
    ),
    _entry(
        "hard-coded",
        lambda A, c, x, y: (_with(A, 0, 0, 10.0), c),
        "The first entry of A is always 10: it should be the number of points, `len(x)`.",
    ),
    mistakes.cut_off(0, "A"),
    mistakes.cut_off(1, "c"),
    *mistakes.factor_two(
        only=0, hint="A and c differ by a factor of two: use it in both, or in neither."
    ),
    *(
        mistakes.extra_mean(only=k, hint="A and c differ by a factor n: divide both, or neither.")
        for k in (0, 1)
    ),
)


def _of_slope(code: Code | None, slope: Callable[[Any, Any], float], hint: str) -> Mistake:
    """The line through (x̄, ȳ) that has another slope, `slope(x, y)`."""

    def line(x: Any, y: Any) -> Plain:
        beta1 = float(slope(x, y))
        return float(np.mean(y) - beta1 * np.mean(x)), beta1

    return mistakes.replaced(code, line, hint=hint)


def _by_sums(x: Any, y: Any, n: tuple[int, int], squares: float) -> float:
    """The slope (13), with `n` for the number of points above and below, `squares` for Σx²."""
    mx, my = np.mean(x), np.mean(y)
    return float((np.sum(x * y) - n[0] * mx * my) / (squares - n[1] * mx**2))


def _with_other_n(n: Callable[[int], tuple[int, int]]) -> Callable[[Any, Any], float]:
    return lambda x, y: _by_sums(x, y, n(len(x)), np.sum(x * x))


def _spread(values: Any) -> float:
    return float(np.sum((values - np.mean(values)) ** 2))


def _through_origin(x: Any, y: Any) -> float:
    return float(np.sum(x * y) / np.sum(x * x))


_DDOF = (
    "One of the two sums is divided by n and the other by n − 1, as np.var and np.cov do: divide "
    "both by the same."
)
_STD = (
    "It divides by a root, such as the standard deviation of x: divide by its square, the "
    "variance or Σ(x − x̄)²."
)
_WRONG_N: tuple[tuple[Code | None, Callable[[int], tuple[int, int]], str], ...] = (
    (None, lambda _n: (1, 1), "The factor n is missing in n·x̄·ȳ and n·x̄² (equation 13)."),
    (None, lambda n: (1, n), "The factor n is missing in n·x̄·ȳ (equation 13)."),
    (None, lambda n: (n, 1), "The factor n is missing in n·x̄² (equation 13)."),
    (None, lambda n: (n**2, n**2), "The factor n is missing in n·Σxy and n·Σx²."),
    ("hard-coded", lambda _n: (10, 10), "n is always 10: it is the number of points, `len(x)`."),
)
"""What stands above and below for n in the slope (13)."""

_ORIGIN = "This is the line through the origin: the slope does not use the means of x and y."


_PARENTHESES = (
    "Only the last term of the numerator is divided: put the whole numerator into parentheses."
)
_HALF_DIVIDED: tuple[Callable[[Any, Any], float], ...] = (
    lambda x, y: float(np.sum(x * y) - np.sum(x) * np.mean(y) / _spread(x)),
    lambda x, y: float(len(x) * np.sum(x * y) - np.sum(x) * np.mean(y) / _spread(x)),
)


_ROOTS: tuple[Callable[[Any], float], ...] = (
    lambda x: float(np.std(x)),
    lambda x: float(np.std(x, ddof=1)),
    lambda x: float(np.var(x, ddof=1) / np.std(x)),  # np.cov divides by n − 1, np.std by n
    lambda x: _spread(x) ** 0.5,
)
"""How many times too large a slope is that is divided by a root of Σ(x − x̄)² or of the variance."""


def estimates(right: Callable[..., Plain]) -> tuple[Mistake, ...]:
    """What goes wrong in (β₀, β₁), however they are found; `right(x, y)` gives them."""

    def slope(x: Any, y: Any) -> float:
        return float(right(x, y)[1])

    def over(root: Callable[[Any], float]) -> Mistake:
        return _of_slope(None, lambda x, y: slope(x, y) * root(x), _STD)

    return (
        mistakes.replaced(
            "sign-flipped",
            lambda x, y: (np.mean(y) + slope(x, y) * np.mean(x), slope(x, y)),
            hint="β₁x̄ is added: subtract it, β₀ = ȳ − β₁x̄.",
        ),
        _of_slope(
            "sign-flipped",
            lambda x, y: -slope(x, y),
            "The slope has the wrong sign, and so the intercept is wrong too.",
        ),
        _of_slope(
            None,
            lambda x, y: np.mean((y - np.mean(y)) / (x - np.mean(x))),
            "The quotients (yᵢ − ȳ)/(xᵢ − x̄) are averaged: add up above and below, then divide.",
        ),
        _of_slope(None, lambda x, y: slope(x, y) * (len(x) / (len(x) - 1)), _DDOF),
        _of_slope(None, lambda x, y: slope(x, y) * ((len(x) - 1) / len(x)), _DDOF),
        *map(over, _ROOTS),
        mistakes.replaced("bias-ignored", lambda x, y: (0.0, _through_origin(x, y)), hint=_ORIGIN),
        _of_slope("bias-ignored", _through_origin, _ORIGIN),
        *(_of_slope(code, _with_other_n(n), hint) for code, n, hint in _WRONG_N),
        *(_of_slope(None, slope, _PARENTHESES) for slope in _HALF_DIVIDED),
        _of_slope(
            None,
            lambda x, y: _by_sums(x, y, (len(x), len(x)), np.sum(x) ** 2),
            _SQUARE_OF_SUM,
        ),
        _of_slope(
            None,
            lambda x, y: 1 / slope(y, x),
            "This is the line that gives x from y, turned round: divide by Σ(x − x̄)².",
        ),
        _of_slope(
            None,
            lambda x, y: slope(x, y) * (_spread(x) / _spread(y)),
            "The slope is divided by Σ(y − ȳ)²: divide by Σ(x − x̄)².",
        ),
        _of_slope(
            None,
            lambda x, y: slope(x, y) * (_spread(x) / _spread(y)) ** 0.5,
            "This is the correlation coefficient: to be the slope, it is multiplied by "
            "√(Σ(y − ȳ)² / Σ(x − x̄)²).",
        ),
        _of_slope(
            None,
            lambda x, y: slope(x, y) * (_spread(x) / float(np.sum(x * x))),
            "The slope is divided by Σx²: divide by Σ(x − x̄)².",
        ),
        mistakes.replaced(
            None,
            lambda x, y: (float(np.mean(y)), slope(x, y)),
            hint="β₀ is the mean of y: − β₁x̄ is missing.",
        ),
        mistakes.missing_mean(
            only=0, hint="β₀ is made of sums where it takes means: divide Σy and Σx by n."
        ),
        _X_AND_Y,
        mistakes.sign_flipped(only=1, hint="β₁ has the wrong sign."),
        mistakes.sign_flipped(only=0, hint="β₀ has the wrong sign."),
        mistakes.reordered(hint=_ORDER),
    )


def _half_of(entries: Any, hint: str) -> Mistake:
    """The Hessian with some entries halved: 1 stands where they are."""
    return mistakes.changed("factor-two", lambda H, _x: H / (1 + np.array(entries)), hint=hint)


HESSIAN = (
    _half_of([[0, 1], [1, 0]], "The mixed derivative is 2Σx: its 2 is missing."),
    _half_of([[1, 0], [0, 0]], "∂²S/∂β₀² is 2n: its 2 is missing."),
    _half_of([[0, 0], [0, 1]], "∂²S/∂β₁² is 2Σx²: its 2 is missing."),
    _half_of([[0, 1], [1, 1]], "Only the first entry is doubled: 2 stands before all of them."),
    mistakes.changed(
        "integer-truncation",
        lambda H, _x: 2 * np.trunc(np.asarray(H) / 2),
        hint="The sums are cut off to whole numbers: make it an array of floats.",
    ),
    mistakes.changed(
        "hard-coded",
        lambda H, _x: _with(np.array(H), 0, 0, 20.0),
        hint="The first entry is always 20: it should be twice the number of points.",
    ),
    *mistakes.factor_two(hint="It is off by a factor of two: 2 stands once before the matrix."),
    mistakes.sign_flipped(),
    mistakes.extra_mean(),
    mistakes.changed(
        "axes-swapped", lambda H, _x: H[::-1, ::-1], hint="β₀ comes first: n is at the top left."
    ),
    mistakes.changed(
        None, lambda H, x: _with(np.array(H), 1, 1, 2 * np.sum(x) ** 2), hint=_SQUARE_OF_SUM
    ),
    mistakes.changed(
        None,
        lambda H, _x: _with(np.array(H), 0, 0, 2.0),
        hint="∂²S/∂β₀² adds up 2 for every point, so it is 2n.",
    ),
    mistakes.changed(
        "sign-flipped",
        lambda H, _x: H * np.array([[1, -1], [-1, 1]]),
        hint="The mixed derivative has the wrong sign: it contains two factors of −1.",
    ),
)

RESIDUALS = (
    mistakes.sign_flipped(
        hint="Residuals are measured from the line to the point: y − ŷ, not ŷ − y."
    ),
    *_OF_THE_LINE,
    _X_AND_Y,
    mistakes.replaced(
        None,
        lambda x, _y, b0, b1: b0 + b1 * x,
        hint="This is ŷ, the line itself: subtract it from y.",
    ),
    mistakes.changed(
        None, lambda e, *_: e**2, hint="The residuals are squared: return them without the square."
    ),
    mistakes.changed(
        None,
        lambda e, *_: np.abs(e),
        hint="The residuals have lost their signs: below the line they are negative.",
    ),
    mistakes.FIRST_ROW_ALONE,
)
