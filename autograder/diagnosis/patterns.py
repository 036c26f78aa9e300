"""What wrong numbers have in common with the right ones, where no known mistake explains them."""

from collections.abc import Mapping, Sequence

import numpy as np

from autograder.assignments.declaration import Question
from autograder.comparison import array_of, compare, every_number, in_one, numbers
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import CaseResult, Evidence
from autograder.diagnosis.finding import Finding
from autograder.diagnosis.suspects import Observation
from autograder.model import Code, Plain, Returned

NEARLY = 1e-4
"""Values are close that are off by such a share of themselves, or of the usual size."""

_FACTORS: Mapping[float, Code] = {2.0: "factor-two", 0.5: "factor-two", -1.0: "sign-flipped"}


def numerical_hint(observations: Sequence[Observation]) -> Finding | None:
    """What the numbers have in common with the right ones; None if nothing."""
    pairs = [(every_number(seen.got), every_number(seen.right)) for seen in observations]
    both = in_one(pairs)
    if len(pairs) < 2 or both is None or not all(right.size for _, right in pairs):
        return None
    got, right = both
    gap = got - right
    close = np.allclose(got, right, rtol=NEARLY, atol=NEARLY * np.median(np.abs(right)))
    if close and not any(np.allclose(g, r, rtol=1e-9) for g, r in pairs):
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
        return Finding(code, sentences.times(ratio[0]))
    if np.ptp(gap) <= 1e-6 * np.max(np.abs(gap), initial=0.0) and np.any(gap):
        return Finding(None, sentences.off_by(gap[0]))
    if all(np.allclose(np.sort(g), np.sort(r)) for g, r in pairs):
        return Finding(None, sentences.OTHER_ORDER)
    if np.allclose(np.abs(got), np.abs(right)) and (got * right > 0).any():
        always_the_same = len({tuple(g * r > 0) for g, r in pairs}) == 1
        return Finding("sign-flipped" if always_the_same else None, sentences.SIGNS)
    return None


def one_row(observations: Sequence[Observation]) -> Finding | None:
    """The same object, stored in every place of every answer that has several."""
    several = [seen for seen in observations if len(every_number(seen.right)) > 2]
    if not several or not all(map(_one_row_repeated, several)):
        return None
    return Finding(None, sentences.ONE_ROW)


def _one_row_repeated(seen: Observation) -> bool:
    """Whether all entries of an answer are the same one, and those of the right answer not."""
    got, right = numbers(seen.got), numbers(seen.right)
    if got is None or right is None or got.ndim != 2 or right.ndim != 2 or len(got) < 2:
        return False
    starts = got.shape[1:] == right.shape[1:] and np.allclose(got[0], right[0])
    if got.shape[1] == 1 or starts:
        return False  # a number does not change after it was stored; the start never moved
    return bool((got == got[0]).all() and got.any()) and not bool((right == right[0]).all())


def right_in_part(question: Question, observations: Sequence[Observation]) -> Finding | None:
    """Which values of a tuple, or which entries of an array of fixed size, are always right."""
    table = any(map(_is_table, observations))
    parts = [_by_column(seen) if table else _parts(seen) for seen in observations]
    if len({len(flags) for flags in parts}) != 1:
        return None
    always = np.all(parts, axis=0)
    shape = _shape(observations[0].right)
    names = question.returns or (
        [f"row {i + 1} column {j + 1}" for i, j in np.ndindex(shape)]
        if len(shape) == 2 and shape[1] > 1 and not table
        else [f"{'column' if table else 'entry'} {place + 1}" for place in range(len(always))]
    )
    if always.all() or not always.any() or len(names) != len(always):
        return None
    right = [name for name, holds in zip(names, always, strict=True) if holds]
    wrong = [name for name in names if name not in right]
    return Finding(None, sentences.right_in_part(right, wrong))


def _parts(seen: Observation) -> list[bool]:
    if isinstance(seen.right, tuple):
        if not isinstance(seen.got, (tuple, list)) or len(seen.got) != len(seen.right):
            return []
        pairs = zip(seen.got, seen.right, strict=True)
        return [compare(got, right, scale=seen.scale).equal for got, right in pairs]
    got, right = every_number(seen.got), every_number(seen.right)
    return list(np.isclose(got, right)) if got.shape == right.shape and right.size < 5 else []


def _is_table(seen: Observation) -> bool:
    """Whether the answer has several columns, and another number of rows."""
    right = numbers(seen.right)
    return right is not None and right.ndim == 2 and 1 < right.shape[1] != right.shape[0]


def _by_column(seen: Observation) -> list[bool]:
    got, right = numbers(seen.got), numbers(seen.right)
    if got is None or right is None or got.shape != right.shape or right.ndim != 2:
        return []
    return [bool(np.allclose(got[:, k], right[:, k])) for k in range(right.shape[1])]


def lengths(evidence: Evidence, wrong: Sequence[CaseResult]) -> Finding | None:
    """What is wrong with answers that are too long or too short, or a value short of a tuple.

    A walk that is too long or too short has the right shape: it stops at the wrong point.
    """
    pairs = [(r.reply.value, r.expected.value) for r in wrong if isinstance(r.reply, Returned)]
    if pairs and isinstance(pairs[0][1], tuple):
        in_form = any(r.right for r in evidence.general)
        return _values_missing(evidence.question.returns, pairs, in_form)
    sizes = [(_rows(got), _rows(right)) for got, right in pairs]
    if not sizes or not all(got and right for got, right in sizes):
        return None
    if any(_shape(got)[1:] != _shape(right)[1:] for got, right in pairs):
        return None
    gaps = {got - right for got, right in sizes}
    first = next(((got, right) for got, right in sizes if got != right), None)
    if first is None:
        return None
    what = "row" if np.ndim(pairs[0][1]) == 2 else "entry"
    rows = {_rows(r.expected.value) for r in evidence.results}
    walk = len(rows) > 1 and not all(map(_sized_by_arguments, evidence.results))
    if walk and not any(compare(list(got)[:1], right[:1]).equal for got, right in pairs):
        return Finding(None, sentences.OTHER_START)
    returned = {_rows(r.reply.value) for r in evidence.results if isinstance(r.reply, Returned)}
    if len(returned) == 1 < len({right for _, right in sizes}):
        known: Code | None = None if walk else "hard-coded"
        said = sentences.of_one_length(sizes[0][0], what)
        return Finding("wrong-shape" if returned == {1} else known, said)
    by_one = gaps in ({1}, {-1}) and all(r.right for r in evidence.general)
    code: Code | None = ("off-by-one" if by_one else None) if walk else "wrong-shape"
    return Finding(code, sentences.of_length(*first, what))


def _sized_by_arguments(result: CaseResult) -> bool:
    """Whether the right answer is as long as one of the arguments."""
    sizes = {n for value in result.expected.case.args for n in np.shape(value)}
    return _rows(result.expected.value) in sizes


def _values_missing(
    names: Sequence[str], pairs: Sequence[tuple[Plain, tuple[Plain, ...]]], in_form: bool
) -> Finding | None:
    got, right = pairs[0]
    if len(names) != len(right):
        return None
    returned = len(got) if isinstance(got, (tuple, list)) else 1
    if returned != len(right):
        return Finding("wrong-shape", sentences.values_missing(returned, names))
    whole = [(g, r) for g, r in pairs if isinstance(g, (tuple, list)) and len(g) == len(r)]
    if any(len(_shape(g[k])) != len(_shape(r[k])) for g, r in whole for k in range(len(names))):
        return None
    found = (
        _part_of_length(name, [(g[k], r[k]) for g, r in whole], in_form)
        for k, name in enumerate(names)
    )
    return next(filter(None, found), None)


def _part_of_length(
    name: str, pairs: Sequence[tuple[Plain, Plain]], in_form: bool
) -> Finding | None:
    """What is wrong with one value of a tuple that is too long or too short.

    It is `off-by-one` if it always is so by one entry. It stops early if it is only ever too short,
    and some call was right (`in_form`).
    """
    sizes = [(_rows(got), _rows(right)) for got, right in pairs]
    if any(_shape(got)[1:] != _shape(right)[1:] for got, right in pairs):
        return None
    off = [(got, right) for got, right in sizes if got != right and got and right]
    if not off:
        return None
    if len({got for got, _ in sizes}) == 1 < len({right for _, right in sizes}):
        return Finding(None, sentences.of_one_length(off[0][0], "entry", name))
    gaps = {got - right for got, right in off}
    code: Code = "off-by-one" if len(off) > 1 and gaps in ({1}, {-1}) else "wrong-shape"
    early = in_form and max(gaps) < 0
    return Finding("stops-early" if early else code, sentences.of_length(*off[0], "entry", name))


def _shape(value: Plain) -> tuple[int, ...]:
    """That of the array it is; none where it is none, as lists of unlike lengths are."""
    array = array_of(value)
    return () if array is None else array.shape


def _rows(value: Plain) -> int:
    """How many rows or entries; 0 where there are none to count."""
    array = numbers(value)
    return len(array) if array is not None and array.ndim else 0
