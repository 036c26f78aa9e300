"""Mistakes of gradient descent in two dimensions."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments import mistakes
from autograder.assignments.declaration import Mistake
from autograder.model import Code, Plain


def _fixed(value: float) -> Mistake:
    """a taken as a constant, whatever is passed."""
    return mistakes.given(
        None,
        lambda *args: (*args[:-1], value),
        hint=f"a is always {value:g}: use the argument `a`.",
    )


_A_WITH_Y = "x and y have changed places: a goes with y, as in "


def _added(*terms: tuple[Code | None, Callable[..., Plain], str]) -> tuple[Mistake, ...]:
    """The right answer with `term(x, y, a)` added to it; the code of each, the term, the hint."""
    return tuple(
        mistakes.changed(code, lambda right, *at, term=term: right + np.array(term(*at)), hint=hint)
        for code, term, hint in terms
    )


_NO_CROSS_TERM = (
    "The mixed term xy is missing: because of it each derivative contains the other variable."
)
_CROSS_TERM_SIGN = (
    "The derivative of the mixed term has the wrong sign: +xy leaves +y in ∂f/∂x and +x in ∂f/∂y."
)


F = (
    mistakes.sign_flipped(),
    mistakes.given("axes-swapped", lambda x, y, a: (y, x, a), hint=_A_WITH_Y + "a·y²."),
    _fixed(1.0),
    _fixed(2.0),
    *_added(
        (None, lambda x, y, _a: -x * y, "The mixed term xy is missing."),
        ("sign-flipped", lambda x, y, _a: -2 * x * y, "The mixed term xy has the wrong sign."),
        ("sign-flipped", lambda _x, y, a: -2 * a * y**2, "The term a·y² has the wrong sign."),
        ("factor-two", lambda x, y, _a: x * y, "The mixed term is xy, without a factor two."),
        (
            None,
            lambda x, y, a: (a - 1) * (x**2 + x * y),
            "a multiplies the whole sum: it belongs to y² alone.",
        ),
        (
            None,
            lambda x, y, a: (a - 1) * (x * y - y**2),
            "a multiplies xy instead of y²: the last term is a·y².",
        ),
        (
            None,
            lambda x, y, a: 2 * x - x**2 + a * (2 * y - y**2),
            "2x and 2y are used instead of x² and y²: in Python a power is written `**`.",
        ),
    ),
    mistakes.replaced(
        None,
        lambda x, y, a: x**2 + x * y + (a * y) ** 2,
        hint="a is squared too: in a·y² only y is squared.",
    ),
)

GRAD_F = (
    mistakes.sign_flipped(),
    *mistakes.factor_two(),
    mistakes.reordered(hint="∂f/∂x comes first, ∂f/∂y second."),
    Mistake("axes-swapped", lambda own, x, y, a: own.right(y, x, a)[::-1], _A_WITH_Y + "2a·y."),
    _fixed(1.0),
    _fixed(2.0),
    *_added(
        ("sign-flipped", lambda x, y, _a: (-4 * x - 2 * y, 0), "∂f/∂x has the wrong sign."),
        ("sign-flipped", lambda x, y, a: (0, -2 * x - 4 * a * y), "∂f/∂y has the wrong sign."),
        (None, lambda x, y, _a: (-y, -x), _NO_CROSS_TERM),
        (None, lambda _x, y, _a: (-y, 0), "+y is missing in ∂f/∂x: the term xy leaves it there."),
        (None, lambda x, _y, _a: (0, -x), "+x is missing in ∂f/∂y: the term xy leaves it there."),
        ("factor-two", lambda x, y, _a: (y, x), "The derivatives of xy are y and x, without a 2."),
        ("sign-flipped", lambda x, y, _a: (-2 * y, -2 * x), _CROSS_TERM_SIGN),
        ("sign-flipped", lambda _x, y, _a: (-2 * y, 0), _CROSS_TERM_SIGN),
        ("sign-flipped", lambda x, _y, _a: (0, -2 * x), _CROSS_TERM_SIGN),
        ("sign-flipped", lambda x, _y, _a: (-4 * x, 0), "2x has the wrong sign in ∂f/∂x."),
        ("sign-flipped", lambda _x, y, a: (0, -4 * a * y), "2a·y has the wrong sign in ∂f/∂y."),
        (
            "factor-two",
            lambda _x, y, a: (0, -a * y),
            "The derivative of a·y² is 2a·y: its 2 is missing.",
        ),
        ("factor-two", lambda x, _y, _a: (-x, 0), "The derivative of x² is 2x: its 2 is missing."),
        (None, lambda x, y, _a: (0, y - x), "In ∂f/∂y the term xy leaves x, not y."),
        (None, lambda x, _y, a: (2 * (a - 1) * x, 0), "a stands in ∂f/∂x: it goes with y alone."),
        (
            "factor-two",
            lambda x, y, a: (-x, -a * y),
            "The derivatives of x² and a·y² are 2x and 2a·y: the 2 is missing in both.",
        ),
    ),
)


def _of_gradient(of: Callable[[Any], Any], hint: str) -> Mistake:
    """Something else of the gradient than its norm."""
    return Mistake(None, lambda own, *args: float(of(own.grad_f(*args))), hint)


GRADIENT_NORM = (
    mistakes.changed(
        None,
        lambda norm, *_: norm**2,
        hint="The square root is missing: this is the square of the norm.",
    ),
    _of_gradient(
        lambda g: np.sum(np.abs(g)),
        "The absolute values are added up: the norm is the root of the squares.",
    ),
    _of_gradient(
        lambda g: np.max(np.abs(g)),
        "This is the larger of the two entries: both count in the norm.",
    ),
    _of_gradient(np.sum, "The entries are added as they are: the norm squares them first."),
    _of_gradient(
        lambda g: np.mean(np.square(g)) ** 0.5, "It takes the mean of the squares: take their sum."
    ),
    Mistake(
        None,
        lambda _own, x, y, _a: float(np.hypot(x, y)),
        hint="This is the norm of the point: the norm of the gradient is asked for.",
    ),
    mistakes.sign_flipped(),
    *mistakes.factor_two(),
)


def _one_by_one(first: int) -> Callable[..., Plain]:
    """A step in which one coordinate moves first, and the other from where that one is then."""

    def wrong(own: Any, point: Any, eta: float, a: float) -> Plain:
        moved = np.array(point, dtype=float)
        for axis in (first, 1 - first):
            moved[axis] -= eta * own.grad_f(*map(float, moved), a)[axis]
        return moved

    return wrong


STEP = (
    mistakes.given("ascent", lambda point, eta, a: (point, -eta, a)),
    mistakes.given("learning-rate-ignored", lambda point, _eta, a: (point, 1.0, a)),
    *mistakes.other_rates(1),
    *(
        Mistake(
            "sequential-update",
            _one_by_one(first),
            hint=f"{later} is updated with the new {earlier}: compute the gradient first, then "
            "update both.",
        )
        for first, earlier, later in ((0, "x", "y"), (1, "y", "x"))
    ),
    *(
        mistakes.changed(
            "ascent",
            lambda new, point, *_, up=up: np.where(up, 2 * point - new, new),
            hint=f"{name} goes up the slope: subtract its derivative.",
        )
        for name, up in (("x", [True, False]), ("y", [False, True]))
    ),
    Mistake(
        None,
        lambda own, point, eta, a: point - eta * own.gradient_norm(*map(float, point), a),
        hint="The norm of the gradient is subtracted from both: each has its own derivative.",
    ),
    mistakes.changed(
        None,
        lambda new, point, eta, _a: point + (new - point) * eta / np.linalg.norm(new - point),
        hint="The gradient is divided by its norm, so that every step has the length η.",
    ),
    *mistakes.change_alone("the point"),
    mistakes.reordered(),
)


_NOT_THE_NORM: tuple[tuple[Callable[..., float], str], ...] = (
    (lambda gx, _gy: abs(gx), "It uses only ∂f/∂x: both entries count."),
    (lambda _gx, gy: abs(gy), "It uses only ∂f/∂y: both entries count."),
    (
        lambda gx, gy: min(abs(gx), abs(gy)),
        "It stops as soon as one entry is small: both have to be.",
    ),
    (
        lambda gx, gy: max(abs(gx), abs(gy)),
        "It looks at each entry by itself: the norm ‖∇f‖ has to be small.",
    ),
    (lambda gx, gy: gx + gy, "It adds the entries as they are: compare the norm ‖∇f‖."),
    (
        lambda gx, gy: gx**2 + gy**2,
        "It compares ‖∇f‖² with the tolerance: the square root is missing.",
    ),
)
"""What is compared with the tolerance in place of the norm of the two entries of ∇f."""


_STEP_LENGTH = "It compares the length of a step with the tolerance: ‖∇f‖ has to be small."


def descend(walk: Callable[..., Plain]) -> tuple[Mistake, ...]:
    """What goes wrong in a descent; `walk(own, start, eta, a, goes_on)` gives its points."""

    def until(measure: Callable[..., float]) -> Callable[..., Plain]:
        """A descend that compares `measure(own, path, a)` with the tolerance."""

        def wrong(own: Any, start: Any, eta: float, tolerance: float, a: float) -> Plain:
            return walk(own, start, eta, a, lambda path: measure(own, path, a) > tolerance)

        return wrong

    def entries(measure: Callable[..., float]) -> Callable[..., Plain]:
        """A descend that compares `measure(gx, gy)` with the tolerance instead of the norm."""
        return until(lambda own, path, a: measure(*own.grad_f(*map(float, path[-1]), a)))

    def step_length(_own: Any, path: Any, _a: float) -> float:
        return float(np.hypot(*(path[-1] - path[-2]))) if len(path) > 1 else np.inf

    def change_of_f(own: Any, path: Any, a: float) -> float:
        heights = [own.f(*map(float, point), a) for point in path[-2:]]
        return abs(heights[1] - heights[0]) if len(path) > 1 else np.inf

    def stale(own: Any, path: Any, a: float) -> float:
        return float(own.gradient_norm(*map(float, path[-2:][0]), a))

    return (
        Mistake("off-by-one", until(stale), hint=mistakes.stale("‖∇f‖")),
        Mistake(
            "off-by-one",
            lambda own, start, eta, tolerance, a: own.right(
                own.step(start, eta, a), eta, tolerance, a
            ),
            hint=mistakes.NO_FIRST,
        ),
        *(Mistake("stops-early", entries(size), hint=hint) for size, hint in _NOT_THE_NORM),
        Mistake(
            "stops-early",
            until(lambda own, path, a: own.f(*map(float, path[-1]), a)),
            hint="It compares f with the tolerance: ‖∇f‖ has to be small.",
        ),
        Mistake("stops-early", until(step_length), hint=_STEP_LENGTH),
        mistakes.given(
            "stops-early",
            lambda start, eta, tolerance, a: (start, eta, tolerance / eta, a),
            hint=_STEP_LENGTH,
        ),
        Mistake(
            "stops-early",
            until(change_of_f),
            hint="It compares the change of f with the tolerance: ‖∇f‖ has to be small.",
        ),
        *mistakes.OFF_BY_ONE_ROW,
        *mistakes.loop_left("‖∇f‖"),
        mistakes.changed("axes-swapped", lambda path, *_: path.T),
        mistakes.changed("axes-swapped", lambda path, *_: path[:, ::-1]),
        mistakes.changed(
            "wrong-shape",
            lambda path, *_: path[-1],
            hint="Only the last point is returned: return all points, from the start.",
        ),
    )
