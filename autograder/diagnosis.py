"""Which mistake an answer agrees with.

A mistake is a prediction: what a function with that slip returns on every case. An answer gets a
mistake's name only if it agrees with the prediction on all cases, differs from the right answer
on at least one, and agrees with no other code's prediction. Where no single slip fits, two slips
at once are tried; where nothing fits, the numbers themselves may help (`numerical_hint`: a
constant ratio, a constant difference). Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np

from autograder.assignments.declaration import Question
from autograder.comparison import compare, every_number, numbers
from autograder.model import Plain
from autograder.slips import Observation, Predictions, Slip, Suspects

_Array: TypeAlias = np.ndarray[Any, Any]

SENTENCES: dict[str, str] = {
    "not-implemented": "It still raises NotImplementedError: replace that line by your solution.",
    "missing-function": "No function of this name was found: keep the name that the notebook gives.",
    "wrong-arguments": "It does not take the arguments that the notebook names, in that order.",
    "raises": "It stopped with an error of its own.",
    "returns-nothing": "It returned None: end it with `return`; printing a value hands nothing over.",
    "timeout": "It did not finish in time: look for a loop whose condition never becomes false.",
    "memory": "It asked for more memory than there is: look for an array that keeps growing.",
    "not-finite": "It returned nan or inf: look for a division by zero or a step that diverges.",
    "wrong-shape": "The shape of the answer is not the one that was asked for.",
    "mutates-input": "It changes the arrays it is given: work on new ones (`w = w - ...`, not `w -= ...`).",
    "nondeterministic": "Called twice with the same arguments it gave two answers: let it depend on its arguments alone.",
    "hard-coded": "It is right on the handout's numbers and on no others: compute from the arguments, not from known values, and try it on data of your own.",
    "integer-truncation": "Decimals are cut off: use float arrays (`dtype=float`) and `/`, not `//`.",
    "rounded": "The values are rounded: return them as computed, and round only what you print.",
    "sign-flipped": "The sign is the wrong way round: check which term is subtracted from which.",
    "missing-mean": "A sum over the samples stands where their mean belongs: look for 1/N in the formula.",
    "extra-mean": "A mean over the samples stands where the plain sum belongs: there is no 1/N in this formula.",
    "factor-two": "It is off by a factor of two: follow the 2 of the square, and the ½ before the sum, through the derivative.",
    "missing-input-factor": "The errors are summed by themselves where each belongs multiplied with its input x.",
    "bias-ignored": "The bias b does not enter: it belongs to the prediction, and so to every error.",
    "bias-penalised": "The penalty acts on the bias too; R(w) holds the weights alone.",
    "penalty-missing": "The penalty does not enter: λ has no effect on the answer.",
    "penalty-sign": "The penalty has the wrong sign: it is added to the loss, and its derivative to the gradient.",
    "l1-for-l2": "The L1 penalty was used where L2 was asked for.",
    "l2-for-l1": "The L2 penalty was used where L1 was asked for.",
    "ascent": "The update goes up the slope: to go down, the gradient is subtracted.",
    "learning-rate-ignored": "The learning rate η does not enter: it scales the gradient in each update.",
    "sequential-update": "b is updated with the new w already: compute both gradients first, then update both.",
    "off-by-one": "It is one step, or one entry, too many or too few: check where the sequence starts and ends.",
    "stops-early": "It stops on the wrong condition: compare |f′| (its absolute value) with the tolerance.",
    "never-stops": "The tolerance has no effect: the loop runs on to its last permitted step.",
    "axes-swapped": "The right numbers stand in the wrong places: check the order that the notebook asks for.",
    "carried-forward": "Right, given your own earlier function; mend that one.",
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """A mistake's code (None where only a hint can be given) and a sentence to act on.

    `visible_only` marks an answer that is right on printed numbers and nowhere else, for no reason
    that is known: it has shown nothing, and the printed numbers earn it nothing either.
    `recognised` marks one that known slips explain, whether or not a code says which; `slips` are
    some that do, where all of them lie in this function.
    """

    code: str | None
    sentence: str
    visible_only: bool = False
    recognised: bool = False
    slips: tuple[Slip, ...] = ()


def diagnose(
    question: Question, predictions: Predictions, observations: Sequence[Observation]
) -> Finding | None:
    """The one mistake, or two, that explain every observation; None where none do.

    A slip of the function itself is preferred to one in a function that it may have written out
    again: where both give the same numbers, the first says what is seen.
    """

    # The shortest descents first: most slips are ruled out by them, and they are soon walked.
    shortest_first = sorted(observations, key=lambda seen: every_number(seen.right).size)

    def explains(chosen: tuple[Slip, ...]) -> bool:
        differs = False
        for seen in shortest_first:
            predicted = predictions.of(chosen, question.name, seen.args)
            if predicted is None:
                return False  # no prediction here, so no explanation
            if not compare(seen.got, predicted, scale=seen.scale).equal:
                return False
            differs = differs or not compare(predicted, seen.right, scale=seen.scale).equal
        return differs

    def explaining(suspects: Suspects) -> Suspects:
        if not shortest_first:
            return ()
        near = predictions.near(suspects, question.name, shortest_first[0])
        return tuple(chosen for chosen in near if explains(chosen))

    known = predictions.line_up(question)
    own = explaining(known.own)
    if own:
        return replace(_one([slip for (slip,) in own]), slips=own[0])
    inherited = [slip for (slip,) in explaining(known.inherited)]
    if inherited:
        return _one_or_two(inherited, explaining(known.own_pairs))
    double = explaining(known.pairs)
    if not double:
        return None
    here = (pair for pair in double if all(slip.function == question.name for slip in pair))
    return replace(_two(double), slips=next(here, ()))


def _sentence(slip: Slip) -> str:
    return slip.mistake.hint or SENTENCES[slip.code or ""]


def _one(explaining: Sequence[Slip]) -> Finding:
    """What can be said where each of these slips explains the numbers by itself."""
    if len({slip.code for slip in explaining}) == 1:
        return Finding(explaining[0].code, _sentence(explaining[0]))
    sentences = dict.fromkeys(_sentence(slip) for slip in explaining)
    return Finding(
        None, "More than one slip gives these numbers. Either: " + " Or: ".join(sentences)
    )


def _one_or_two(inherited: Sequence[Slip], own: Suspects) -> Finding:
    """What can be said where one slip in an earlier function's formula explains the numbers.

    Two slips of this function may explain them as well; then neither is named.
    """
    codes = {slip.code for slip in inherited}
    if all(codes & {slip.code for slip in pair} for pair in own):
        return _one(inherited)
    first, second = own[0]
    either = f"Either: {_sentence(inherited[0])} Or both: {_sentence(first)} {_sentence(second)}"
    return Finding(None, f"One slip, or two, give these numbers. {either}")


def _two(pairs: Suspects) -> Finding:
    """What can be said where two slips at once explain the numbers: only what all pairs share."""
    shared = set.intersection(*({slip.code for slip in pair} for pair in pairs)) - {None}
    named = [slip for slip in pairs[0] if slip.code in shared]
    if not named:
        return Finding(None, "Two slips at once would give these numbers.")
    sentence = "Two slips at once. " + " ".join(_sentence(slip) for slip in named)
    return Finding(named[0].code, sentence)


def numerical_hint(observations: Sequence[Observation]) -> str:
    """What the numbers have in common with the right ones, in a sentence; empty if nothing."""
    pairs = [(_flat(seen.got), _flat(seen.right)) for seen in observations]
    usable = [(got, right) for got, right in pairs if got is not None and right is not None]
    if len(usable) < 2 or any(got.shape != right.shape for got, right in usable):
        return ""
    got = np.concatenate([g for g, _ in usable])
    right = np.concatenate([r for _, r in usable])
    if not np.isfinite(got).all() or not np.any(got) or np.allclose(got, right):
        return ""
    solid = np.abs(right) > 1e-9 * np.max(np.abs(right), initial=1e-300)
    ratio = got[solid] / right[solid]
    if (
        len(ratio) > 1
        and np.ptp(ratio) <= 1e-6 * np.max(np.abs(ratio))
        and abs(ratio[0] - 1) > 1e-6
    ):
        return f"Every value is {ratio[0]:.4g} times the right one: look for a constant factor."
    gap = got - right
    if np.ptp(gap) <= 1e-6 * np.max(np.abs(gap), initial=0.0) and np.any(gap):
        return f"Every value is off by the same {gap[0]:.4g}: look for a term too many or too few."
    if all(np.allclose(np.sort(g), np.sort(r)) for g, r in usable):
        return "The values are right but stand in another order."
    positions = _right_positions(usable)
    if positions:
        return f"Right at {positions} in every case, wrong elsewhere."
    return ""


def _right_positions(usable: Sequence[tuple[_Array, _Array]]) -> str:
    sizes = {len(right) for _, right in usable}
    if len(sizes) != 1 or sizes == {1}:
        return ""
    close = np.all([np.isclose(got, right) for got, right in usable], axis=0)
    if not close.any() or close.all():
        return ""
    return "entry " + ", ".join(str(int(i)) for i in np.flatnonzero(close))


def _flat(value: Plain) -> _Array | None:
    parts = value if isinstance(value, (tuple, list)) else (value,)
    arrays = [numbers(part) for part in parts]
    flat = [array.ravel() for array in arrays if array is not None]
    return np.concatenate(flat) if flat and len(flat) == len(arrays) else None
