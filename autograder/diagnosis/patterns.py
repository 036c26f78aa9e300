"""What wrong numbers have in common with the right ones, where no known mistake explains them."""

from collections.abc import Iterable, Mapping

import numpy as np

from autograder.comparison import every_number, in_one, numbers
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import Evidence, Observation
from autograder.diagnosis.finding import Finding
from autograder.diagnosis.lengths import shape_of
from autograder.model import Code, Plain
from autograder.wording import listed

NEARLY = 2e-3
"""Values are close that are off by such a share of themselves, or of the usual size, as those of a
difference quotient with a step of a thousandth are."""

_FACTORS: Mapping[float, Code] = {2.0: "factor-two", 0.5: "factor-two", -1.0: "sign-flipped"}


def hinted(evidence: Evidence) -> Finding | None:
    """What all numbers have in common with the right ones, or which of them are always right."""
    return (
        alike_in_all(evidence)
        or _as_given(evidence)
        or _wrong_at_one_end(evidence)
        or _right_in_part(evidence)
        or _right_at_first(evidence)
    )


def alike_in_all(evidence: Evidence) -> Finding | None:
    """What the numbers of all cases have in common with the right ones."""
    observations = evidence.observations(evidence.results)
    pairs = [(every_number(seen.got), every_number(seen.right)) for seen in observations]
    both = in_one(pairs)
    if len(pairs) < 2 or both is None or not all(right.size for _, right in pairs):
        return None
    got, right = both
    gap = got - right
    near = nearly((seen.got, seen.right) for seen in observations)
    if near and not any(np.allclose(g, r, rtol=1e-9) for g, r in pairs):
        return Finding(None, sentences.CLOSE)
    if not np.isfinite(got).all() or not np.any(got) or np.allclose(got, right):
        return None
    solid = np.abs(right) > 1e-9 * np.max(np.abs(right), initial=1e-300)
    ratio = got[solid] / right[solid]
    constant = len(ratio) > 1 and np.ptp(ratio) <= 1e-6 * np.max(np.abs(ratio))
    if constant and abs(ratio[0] - 1) > 1e-6:
        code = _FACTORS.get(round(ratio[0], 6))
        if code == "sign-flipped":
            return sentences.found(code)
        return Finding(code, sentences.TIMES.format(factor=ratio[0]))
    if np.ptp(gap) <= 1e-6 * np.max(np.abs(gap), initial=0.0) and np.any(gap):
        return Finding(None, sentences.off_by(gap[0]))
    if all(np.allclose(np.sort(g), np.sort(r)) for g, r in pairs):
        return Finding(None, sentences.OTHER_ORDER)
    if np.allclose(np.abs(got), np.abs(right)) and (got * right > 0).any():
        always_the_same = len({tuple(g * r > 0) for g, r in pairs}) == 1
        return Finding("sign-flipped" if always_the_same else None, sentences.SIGNS)
    return None


def nearly(answers: Iterable[tuple[Plain, Plain]]) -> bool:
    """Whether answers are as close to the right ones as difference quotients are. Each value of a
    tuple has a usual size of its own.
    """
    values = (
        zip(got, right, strict=False)
        if isinstance(right, tuple) and isinstance(got, (tuple, list))
        else [(got, right)]
        for got, right in answers
    )
    return all(map(_close, zip(*values, strict=False)))


def _close(pairs: Iterable[tuple[Plain, Plain]]) -> bool:
    both = in_one(pairs)
    if both is None:
        return False
    got, right = both
    return np.allclose(got, right, rtol=NEARLY, atol=NEARLY * np.median(np.abs(right)))


def one_row(evidence: Evidence) -> Finding | None:
    """The same object, stored in each round of every call that makes several."""
    ordinary = evidence.observations(evidence.general)
    several = [seen for seen in ordinary if len(every_number(seen.right)) > 2]
    of_one_shape = len({shape_of(seen.right) for seen in several}) < 2  # one that has no rounds
    if of_one_shape or not all(map(_one_row_repeated, several)):
        return None
    return Finding(None, sentences.ONE_ROW)


def _one_row_repeated(seen: Observation) -> bool:
    """Whether all entries after a right first one are the same, and the right ones are not."""
    got, right = numbers(seen.got), numbers(seen.right)
    if got is None or right is None or got.ndim != 2 or right.ndim != 2 or not len(got):
        return False
    if got.shape[1:] != right.shape[1:] or got.shape[1] == 1:
        return False  # a column plus a flat array; a number does not change after it was stored
    if np.allclose(got[0], right[0]):
        if not np.allclose(got[-1], right[-1]):
            return False  # the start never moved
        got, right = got[1:], right[1:]
    if len(got) < 2:
        return False  # the start and the end alone
    return bool((got == got[-1]).all() and got.any()) and not bool((right == right[-1]).all())


def _as_given(evidence: Evidence) -> Finding | None:
    """Arguments that are returned as they came in."""
    ordinary = evidence.observations(evidence.general)
    if len({every_number(seen.got).tobytes() for seen in ordinary}) < 2:
        return None
    found = {_places(seen) for seen in ordinary}
    places = found.pop()
    if found or not all(places):
        return None
    names = listed([f"`{evidence.question.parameters[place - 1]}`" for place in places])
    return Finding(None, sentences.AS_GIVEN.format(names=names))


def _places(seen: Observation) -> tuple[int, ...]:
    """Which argument each returned value is, counted from 1; 0 where it is none."""
    several = isinstance(seen.right, tuple) and isinstance(seen.got, (tuple, list))
    return tuple(
        next((k for k, argument in enumerate(seen.args, 1) if _same(value, argument)), 0)
        for value in (seen.got if several else (seen.got,))
    )


def _same(value: Plain, argument: Plain) -> bool:
    got = every_number(value)
    return bool(got.size) and np.array_equal(got, every_number(argument))


def _wrong_at_one_end(evidence: Evidence) -> Finding | None:
    """An array that may have any number of rows, of which the first or the last alone is wrong."""
    ordinary = evidence.observations(evidence.general)
    several = [flags for seen in ordinary if len(flags := _by_row(seen)) != 1]
    if len({len(flags) for flags in several}) < 2 or not all(len(f) - sum(f) == 1 for f in several):
        return None
    ends = {"first": 0, "last": -1}
    which = next((name for name, i in ends.items() if not any(f[i] for f in several)), None)
    what = "row" if np.ndim(evidence.general[0].expected.value) == 2 else "entry"
    got = [list(seen.got) for seen in ordinary]
    if which == "first" and what == "row" and all(np.array_equal(g[0], g[-1]) for g in got):
        return Finding(None, sentences.FIRST_IS_LAST)
    return Finding(None, sentences.ONE_END.format(which=which, what=what)) if which else None


def _by_row(seen: Observation, *, turned: bool = False) -> list[bool]:
    """Which rows or entries of an array are right, or of the `turned` one, which columns; none
    where it is no array of the right shape.
    """
    got, right = numbers(seen.got), numbers(seen.right)
    if got is None or right is None or got.shape != right.shape or isinstance(seen.right, tuple):
        return []
    rows = (np.atleast_1d(values.T if turned else values) for values in (got, right))
    return [bool(np.allclose(g, r)) for g, r in zip(*rows, strict=True)]


def _right_in_part(evidence: Evidence) -> Finding | None:
    """Which values of a tuple, or which entries of an array of fixed size, are always right."""
    observations = evidence.observations(evidence.general)
    table = any(map(_is_table, observations))
    parts = [_by_row(seen, turned=True) if table else _parts(seen) for seen in observations]
    if len({len(flags) for flags in parts}) != 1:
        return None
    always = np.all(parts, axis=0)
    shape = shape_of(observations[0].right)
    names = evidence.question.returns or (
        [f"row {i + 1} column {j + 1}" for i, j in np.ndindex(shape)]
        if len(shape) == 2 and shape[1] > 1 and not table
        else [f"{'column' if table else 'entry'} {place + 1}" for place in range(len(always))]
    )
    if always.all() or not always.any() or len(names) != len(always):
        return None
    right = ", ".join(name for name, holds in zip(names, always, strict=True) if holds)
    wrong = ", ".join(name for name, holds in zip(names, always, strict=True) if not holds)
    return Finding(None, sentences.RIGHT_IN_PART.format(right=right, wrong=wrong))


def _right_at_first(evidence: Evidence) -> Finding | None:
    """After how many entries, one for each round, a value is wrong in all calls."""
    ordinary = evidence.observations(evidence.general)
    for k, name in enumerate(evidence.question.returns):
        rounds = [_rounds(seen, k) for seen in ordinary]
        firsts = {flags.index(False) for flags in rounds if not all(flags)}
        if not all(rounds) or len(firsts) != 1:
            continue
        right = firsts.pop()
        if not any(all(flags) and len(flags) > right for flags in rounds):
            said = sentences.WRONG_FROM if right else sentences.FIRST_WRONG
            return Finding(None, said.format(name=name, right=right))
    return None


def _rounds(seen: Observation, k: int) -> list[bool]:
    """Which entries of value k are right; empty if it does not have one for each round."""
    several = isinstance(seen.got, (tuple, list)) and isinstance(seen.right, tuple)
    if not several or len(seen.got) != len(seen.right):
        return []
    got, right = every_number(seen.got[k]), every_number(seen.right[k])
    counts = [argument for argument in seen.args if isinstance(argument, int)]
    return list(np.isclose(got, right)) if got.size == right.size in counts else []


def _parts(seen: Observation) -> list[bool]:
    if isinstance(seen.right, tuple):
        values = seen.right_values(seen.got)
        return values if values and len(seen.got) == len(seen.right) else []
    got, right = every_number(seen.got), every_number(seen.right)
    return list(np.isclose(got, right)) if got.shape == right.shape and right.size < 5 else []


def _is_table(seen: Observation) -> bool:
    """Whether the answer has several columns, and another number of rows."""
    right = None if isinstance(seen.right, tuple) else numbers(seen.right)
    return right is not None and right.ndim == 2 and 1 < right.shape[1] != right.shape[0]
