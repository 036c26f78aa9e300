"""Regression with a penalty on the weights (handout, Sub-workshop 2, Activity 2, O–S)."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.assignments import figure, mistakes, regression_cases
from autograder.assignments import regression_questions as shared
from autograder.assignments.declaration import Assignment, Case, Question, standalone
from autograder.assignments.figure import Figure
from autograder.assignments.mistakes import penalties, regression
from autograder.assignments.shapes import as_number, at_seen_errors, like
from autograder.assignments.sketch import Sketch, numbered
from autograder.handout import data
from autograder.model import Plain
from autograder.symbolic import Derivative


def predict(X: Any, w: Any, b: Any) -> Any:
    """ŷ = Xw + b1."""
    return X @ w + b


def data_loss(X: Any, y: Any, w: Any, b: Any) -> Any:
    """½‖y − Xw − b1‖², a plain sum (problem setup, loss functions)."""
    return np.sum((y - predict(X, w, b)) ** 2) / 2


def l1_penalty(w: Any, lam: Any) -> Any:
    """λ‖w‖₁ (loss functions)."""
    return lam * np.sum(np.abs(w))


def l2_penalty(w: Any, lam: Any) -> Any:
    """λ/2 ‖w‖² (loss functions)."""
    return lam * np.sum(np.asarray(w) ** 2) / 2


data_part = at_seen_errors(data_loss, predict)
data_slope = at_seen_errors(Derivative(data_loss, ["w", "b"]), predict)
l1_slope = Derivative(l1_penalty, ["w"])  # SymPy's sign: sign(0) = 0, as the appendix has it
l2_slope = Derivative(l2_penalty, ["w"])


def loss(own: Any, X: Any, y: Any, w: Any, b: float, lam: float, penalty: str) -> Plain:
    """The data's loss and the penalty's share of it."""
    total = data_part(own, X, y, w, b)
    if penalty == "L1":
        total += as_number(own.l1_penalty(w, lam))
    elif penalty == "L2":
        total += as_number(own.l2_penalty(w, lam))
    return total


def gradients(own: Any, X: Any, y: Any, w: Any, b: float, lam: float, penalty: str) -> Plain:
    """The loss differentiated (gradients): the data's derivative and the penalty's term."""
    dw, db = data_slope(own, X, y, w, b)
    if penalty == "L1":
        dw = dw + like(own.l1_term(w, lam), w)
    elif penalty == "L2":
        dw = dw + like(own.l2_term(w, lam), w)
    return dw, db


def fit(own: Any, X: Any, y: Any, eta: float, lam: float, penalty: str, iterations: int) -> Plain:
    """So many updates from w = 0, b = 0, and the mean prediction before each (S)."""
    w, b = np.zeros((X.shape[1], 1)), 0.0
    means = []
    for _ in range(iterations):
        means.append(float(np.mean(np.asarray(own.predict(X, w, b), dtype=float))))
        dw, db = own.gradients(X, y, w, b, lam, penalty)
        new_w, new_b = own.update(w, b, like(dw, w), as_number(db), eta)
        w, b = like(new_w, w), as_number(new_b)
    return w, b, np.array(means)


def plot_mean_predictions(histories: Mapping[str, Any]) -> Figure:
    """The mean prediction against the iteration, one line per penalty (R)."""
    curves = (
        figure.history(means, f"the mean predictions of {penalty!r} in their order", starts=(0, 1))
        for penalty, means in histories.items()
    )
    alone = figure.no_other_curves(histories.values(), "one curve of means per penalty, no other")
    names = figure.legend(len(histories), "a legend that names the penalties")
    own = figure.own_names(histories, "each penalty's own means under its name in the legend")
    return Figure((*curves, alone, own, names, *figure.labels("x", "y")))


PENALTIES = ("none", "L1", "L2")


def _state(rng: np.random.Generator, n: int, d: int, sign: int, small: float = 1.0) -> Any:
    X, y, w, b = regression_cases.state(rng, n, d, sign, small, most=1.9)
    return X, y[:, None], w[:, None], b


def _whole_numbers(rng: np.random.Generator) -> tuple[Any, Any]:
    X, y = regression_cases.whole_numbers(rng)
    return X, y[:, None]


def _strength(rng: np.random.Generator) -> float:
    """A λ that is neither 1 nor its own square, half or double."""
    return float(rng.uniform(0.3, 0.45) if rng.random() < 0.5 else rng.uniform(2.2, 3.5))


def _predictions(rng: np.random.Generator) -> list[Case]:
    def case(n: int, d: int, sign: int, small: float = 1.0, **about: Any) -> Case:
        X, _, w, b = _state(rng, n, d, sign, small)
        return Case((X, w, b), **about)

    four = case(4, 2, 1)
    _, w, b = four.args
    whole = rng.integers(-4, 5, size=(5, 2))
    return [
        case(5, 1, -1),
        four,
        case(5, 3, -1),
        case(5, 2, 1, small=1e-3),
        case(1, 3, 1, about="a single sample", edge=True),
        Case((whole, w, b), "whole-number arrays", edge=True),
        case(5, 1, 1, small=1e-3),
        case(5, 2, 1, small=1e2),
        *four.one_by_one(case(4, 2, 1)),
    ]


def _weights(rng: np.random.Generator) -> list[Case]:
    def column(d: int, sign: int) -> Any:
        return _state(rng, 1, d, sign)[2]

    with_zero, weights = column(4, 1), column(3, 1)
    with_zero[0] = 0.0  # first: a vectorised function takes its kind of number from there
    lam = float(rng.uniform(0.3, 0.45))
    three = Case((weights, lam))
    return [
        Case((column(1, -1), _strength(rng))),
        three,
        Case((column(4, -1), float(rng.uniform(2.2, 3.5)))),
        Case((0.1 * column(3, 1), 0.03 * _strength(rng))),
        Case((with_zero, _strength(rng)), "a weight that is zero", edge=True),
        Case((weights, 0.0), "λ = 0", edge=True),
        Case((np.array([[2], [-3], [5]]), lam), "whole weights", edge=True),
        Case((1e-4 * column(3, 1), _strength(rng)), "weights near zero", edge=True),
        *three.one_by_one(Case((column(3, -1), float(rng.uniform(2.2, 3.5))))),
    ]


def _penalised(rng: np.random.Generator) -> list[Case]:
    def case(n: int, d: int, sign: int, penalty: str, small: float = 1.0, **about: Any) -> Case:
        lam = _strength(rng) * (small if penalty == "L1" else 1.0)
        return Case((*_state(rng, n, d, sign, small), lam, penalty), **about)

    X, y, w, b = _state(rng, 4, 3, 1)
    w[0] = 0.0
    whole = _whole_numbers(rng)
    _, _, w2, b2 = _state(rng, 5, 2, -1)
    four = case(4, 3, -1, "L2")
    return [
        case(5, 1, -1, "none"),
        case(5, 3, 1, "L1"),
        four,
        *(case(5, 2, sign, p, small=1e-2) for sign, p in zip((1, -1, 1), PENALTIES, strict=True)),
        Case((X, y, w, b, _strength(rng), "L1"), "a weight that is zero", edge=True),
        Case((*_state(rng, 5, 2, 1)[:2], w2, b2, 0.0, "L2"), "λ = 0", edge=True),
        case(1, 3, -1, "L2", about="a single sample", edge=True),
        Case((*whole, w2, b2, _strength(rng), "none"), "whole-number arrays", edge=True),
        case(5, 1, 1, "none", small=1e-2),
        *four.one_by_one(case(4, 3, 1, "L1")),
    ]


def _updates(rng: np.random.Generator) -> list[Case]:
    flat = (case.args for case in regression_cases.updates(rng))
    return [Case((w[:, None], b, dw[:, None], db, eta)) for w, b, dw, db, eta in flat]


def _fits(rng: np.random.Generator) -> list[Case]:
    def case(
        n: int, d: int, penalty: str, iterations: int, small: float = 1.0, **about: Any
    ) -> Case:
        X, y, _, _ = _state(rng, n, d, 1, small)
        eta = float(rng.uniform(0.02, 0.05))
        lam = _strength(rng) * (small if penalty == "L1" else 1.0)
        return Case((X, y + small, eta, lam, penalty, iterations), **about)

    X, y, _, _ = _state(rng, 5, 2, 1)
    even, heights, _, _ = _state(rng, 4, 1, 1)
    whole = _whole_numbers(rng)
    four = case(4, 3, "L1", 2)
    return [
        four,
        case(5, 2, "L2", 2),
        case(5, 1, "none", 3),
        case(5, 3, "L1", 4),
        case(5, 2, "L2", 5),
        case(4, 3, "none", 3, small=1e-3),
        case(1, 2, "L2", 3, about="a single sample", edge=True),
        case(5, 2, "L1", 0, about="no iterations", edge=True),
        Case((X, y, 0.03, 0.0, "L1", 3), "λ = 0", edge=True),
        Case((*whole, 0.004, _strength(rng), "L2", 3), "whole-number arrays", edge=True),
        *(
            Case((*data, 0.25, 0.0, "none", 4), f"iterations after which {then}", edge=True)
            for *data, then in regression_cases.one_step_ends(even, heights)
        ),
        *four.one_by_one(case(4, 3, "L2", 3)),
    ]


def _histories(rng: np.random.Generator) -> list[Case]:
    def case(length: int, order: int) -> Case:
        ends = rng.permutation([2.0, 2.7, 3.4]) + rng.uniform(0, 0.5, size=3)
        decay = (-rng.uniform(0.5, 0.9)) ** np.arange(length)  # too large a step: up and down
        histories = {p: e * (1 - decay) for p, e in zip(PENALTIES, ends, strict=True)}
        return Case(({p: histories[p] for p in PENALTIES[::order]},))

    return [case(10, 1), case(7, -1)]


def mean_sketch(penalty: str, title: str) -> Sketch:
    def means(own: Any) -> Plain:
        g = data("regularized_regression")
        return numbered(own.fit(g["X"], g["y"], g["eta"], g["lam"], penalty, g["iterations"])[2])

    return Sketch("fit", title, "iteration", "mean prediction", "means", means, "both")


ASSIGNMENT = Assignment(
    name="regularized_regression",
    title="Regression with a penalty on the weights",
    questions=(
        Question(
            name="predict",
            signature="predict(X, w, b)",
            section="in print: Sub-workshop 2, Activity 2, problem setup and P",
            hints=(
                "Look at the shapes in section 1: the result is a column.",
                "Each ŷᵢ adds up wⱼ·xᵢⱼ over the descriptors; b is added once to every row.",
            ),
            law=standalone(predict),
            cases=_predictions,
            mistakes=regression.prediction("Xw + b1"),
        ),
        Question(
            name="l1_penalty",
            signature="l1_penalty(w, lam)",
            section="in print: Sub-workshop 2, Activity 2, loss functions",
            hints=(
                "Look at the example below the formulas of section 2: L1 adds 0.7.",
                "The absolute values |wⱼ| are added, then multiplied by λ; nothing is squared.",
            ),
            law=standalone(l1_penalty),
            cases=_weights,
            mistakes=penalties.l1_penalty(l2_penalty),
        ),
        Question(
            name="l2_penalty",
            signature="l2_penalty(w, lam)",
            section="in print: Sub-workshop 2, Activity 2, loss functions",
            hints=(
                "Look at the example below the formulas of section 2: L2 adds 1.25.",
                "The squares wⱼ² are added, without a root, then multiplied by λ/2.",
            ),
            law=standalone(l2_penalty),
            cases=_weights,
            mistakes=penalties.l2_penalty(l1_penalty),
        ),
        Question(
            name="l1_term",
            signature="l1_term(w, lam)",
            section="in print: Sub-workshop 2, Activity 2, gradients and the sign function",
            hints=(
                "Look at the example of section 3, above all at the weight that is zero.",
                "Each entry is λ times the sign of its weight: the size of the weight "
                "does not matter, and a zero stays zero.",
            ),
            law=standalone(l1_slope),
            cases=_weights,
            mistakes=penalties.l1_term(l2_slope),
        ),
        Question(
            name="l2_term",
            signature="l2_term(w, lam)",
            section="in print: Sub-workshop 2, Activity 2, gradients",
            hints=(
                "Look at the example of section 3: is there one entry for each weight?",
                "Each entry is λ times its weight: the ½ of the penalty and the 2 of the "
                "square cancel.",
            ),
            law=standalone(l2_slope),
            cases=_weights,
            mistakes=penalties.l2_term(l1_slope),
        ),
        Question(
            name="loss",
            signature="loss(X, y, w, b, lam, penalty)",
            section="in print: Sub-workshop 2, Activity 2, loss functions",
            hints=(
                'Look at the data\'s part and at the penalty apart. With penalty "none" '
                "only the first is left.",
                "The data's part is half the plain sum of the squared errors, without "
                "1/n; the penalty is added to it as a whole.",
            ),
            law=loss,
            cases=_penalised,
            depends_on=("predict", "l1_penalty", "l2_penalty"),
            mistakes=penalties.LOSS,
        ),
        Question(
            name="gradients",
            signature="gradients(X, y, w, b, lam, penalty)",
            section="in print: Sub-workshop 2, Activity 2, gradients",
            hints=(
                'Look at the data\'s part with penalty "none" first, then at what each '
                "penalty adds.",
                "With e = y − (Xw + b): the data's part of the first is −Xᵀe, and the "
                "penalty's term is added to it. The second is minus the sum of the "
                "errors, whatever the penalty.",
            ),
            returns=("dw", "db"),
            law=gradients,
            cases=_penalised,
            depends_on=("predict", "l1_term", "l2_term"),
            mistakes=penalties.GRADIENTS,
        ),
        shared.update("in print: Sub-workshop 2, Activity 2, update rule", _updates),
        Question(
            name="fit",
            signature="fit(X, y, eta, lam, penalty, iterations)",
            section="in print: Sub-workshop 2, Activity 2, P and S",
            hints=(
                "Compare the first two means with the text of section 7: what is noted "
                "before the update, and what after it?",
                "In every iteration the mean of the current predictions is noted first, "
                "then both gradients are taken at that same (w, b), then both are "
                "updated. It begins with zeros.",
            ),
            returns=("w", "b", "means"),
            law=fit,
            cases=_fits,
            depends_on=("predict", "gradients", "update"),
            mistakes=(
                *regression.LEARNING_RATE,
                *penalties.FIT,
                *regression.rounds("means", "mean"),
                mistakes.fixed_count(5, only=2),
                mistakes.missing_mean(
                    only=2, hint="`means` holds sums: divide each by the number of samples."
                ),
                regression.WHOLE_WEIGHTS,
                regression.STANDARDISED,
                regression.one_update_a_sample("gradients"),
                *regression.SIMULTANEOUS,
            ),
        ),
        Question(
            name="plot_mean_predictions",
            signature="plot_mean_predictions(histories)",
            section="in print: Sub-workshop 2, Activity 2, R",
            hints=(
                "Read what the check says is missing: a curve, its label in the legend, a label of "
                "an axis or the title.",
                "There is one curve for each penalty: its heights are that penalty's "
                "means, in their order.",
            ),
            law=standalone(plot_mean_predictions),
            cases=_histories,
            kind="figure",
        ),
    ),
    sketches=(
        mean_sketch("none", "Mean predictions without a penalty"),
        mean_sketch("L1", "Mean predictions with the L1 penalty"),
        mean_sketch("L2", "Mean predictions with the L2 penalty"),
    ),
)
