"""Questions that two of the handout's regressions ask alike."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograder.assignments import figure, mistakes, regression_cases
from autograder.assignments.declaration import Case, Question, standalone
from autograder.assignments.figure import Figure


def update(section: str, cases: Callable[[np.random.Generator], Sequence[Case]]) -> Question:
    """One step of w and b, each by its own gradient."""
    return Question(
        name="update",
        signature="update(w, b, dw, db, eta)",
        section=section,
        hints=(
            "Look at the direction, at where η stands, and at which gradient belongs "
            "to which parameter.",
            "From each parameter, η times its own derivative is subtracted. The "
            "result is new; what came in stays as it was.",
        ),
        returns=("w", "b"),
        law=standalone(lambda w, b, dw, db, eta: (w - eta * dw, b - eta * db)),
        cases=cases,
        mistakes=mistakes.UPDATE,
    )


def plot_loss(section: str, each: str) -> Question:
    """The losses as a curve; `each` is what the page calls a pass of `fit`."""

    def law(losses: Any) -> Figure:
        losses_in_order = figure.history(losses, "the losses in order, counted from 0")
        return Figure((losses_in_order, *figure.labels("x", "y")))

    return Question(
        name="plot_loss",
        signature="plot_loss(losses)",
        section=section,
        hints=(
            "Read what the check says is missing: the curve, a label or the title.",
            "The heights of the curve are the losses as they are given, one for each "
            f"{each}, in their order.",
        ),
        law=standalone(law),
        cases=regression_cases.loss_curves,
        kind="figure",
    )
