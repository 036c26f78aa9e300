"""Answers that are too long or too short, or a value short of a tuple."""

from collections.abc import Sequence

import numpy as np

from autograder.comparison import array_of, compare, every_number
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import CaseResult, Evidence, in_parts
from autograder.diagnosis.finding import Finding, of_one_call
from autograder.model import Code, Plain, Returned


def lengths(evidence: Evidence, wrong: Sequence[CaseResult]) -> Finding | None:
    """What is wrong with answers that are too long or too short, or a value short of a tuple.

    A walk that is too long or too short has the right shape: it stops at the wrong point.
    """
    replies = [(r.reply.value, r.expected.value) for r in wrong if isinstance(r.reply, Returned)]
    pairs = [(in_parts(got, right), right) for got, right in replies]
    if pairs and isinstance(pairs[0][1], tuple):
        return _values_missing(evidence, pairs)
    return _of_length(evidence, wrong, pairs)


def other_start(evidence: Evidence, wrong: Sequence[CaseResult]) -> Finding | None:
    """A walk of which no wrong answer begins at the start, and all begin somewhere."""
    seen = evidence.observations(wrong)
    begins = seen and _is_walk(evidence) and all(map(_begins_as_given, evidence.general))
    starts = ((list(s.got)[:1], s.right[:1]) for s in seen)  # made only where all are walks
    # One that has lost digits is still the start, for whoever reads it.
    if not begins or any(not got or _near(got, right) for got, right in starts):
        return None
    return Finding(None, sentences.OTHER_START)


def _near(got: Plain, right: Plain) -> bool:
    one, other = every_number(got), every_number(right)
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=0.01))


def _of_length(
    evidence: Evidence, wrong: Sequence[CaseResult], pairs: Sequence[tuple[Plain, Plain]]
) -> Finding | None:
    """What is wrong with arrays that are too long or too short."""
    shapes = [(shape_of(got), shape_of(right)) for got, right in pairs]
    if not all(got and right and got[1:] == right[1:] for got, right in shapes):
        return None
    sizes = [(got[0], right[0]) for got, right in shapes]
    first = next(((got, right) for got, right in sizes if got != right), None)
    if first is None:
        return None
    gaps = {got - right for got, right in sizes}
    what = "row" if np.ndim(pairs[0][1]) == 2 else "entry"
    elsewhere = other_start(evidence, wrong)
    if elsewhere is not None:
        return elsewhere
    walk = _is_walk(evidence)
    returned = {_rows(reply.value) for reply in evidence.replies if isinstance(reply, Returned)}
    if len(returned) == 1 < len({right for _, right in sizes}):
        known: Code | None = None if walk else "hard-coded"
        said = sentences.of_one_length(sizes[0][0], what)
        return Finding("wrong-shape" if returned == {1} else known, said)
    by_one = gaps in ({1}, {-1}) and all(r.right for r in evidence.general)
    code: Code | None = ("off-by-one" if by_one else None) if walk else "wrong-shape"
    return of_one_call(code, sentences.of_length(*first, what))


def _is_walk(evidence: Evidence) -> bool:
    """Whether the right answers have lengths of their own, which no argument has."""
    rows = {_rows(r.expected.value) for r in evidence.results}
    return len(rows) > 1 and not all(map(_sized_by_arguments, evidence.results))


def _sized_by_arguments(result: CaseResult) -> bool:
    """Whether the right answer is as long as one of the arguments."""
    sizes = {n for value in result.expected.case.args for n in np.shape(value)}
    return _rows(result.expected.value) in sizes


def _begins_as_given(result: CaseResult) -> bool:
    """Whether the right answer begins with one of the arguments, as a walk with its start."""
    begin = list(result.expected.value)[:1] if _rows(result.expected.value) else []
    return any(compare(arg, first).equal for first in begin for arg in result.expected.case.args)


def _values_missing(
    evidence: Evidence, pairs: Sequence[tuple[Plain, tuple[Plain, ...]]]
) -> Finding | None:
    names = evidence.question.returns
    got, right = pairs[0]
    if len(names) != len(right) or isinstance(got, (dict, str)):
        return None
    counts = {_count(g) for g, _ in pairs}
    flat = all(isinstance(g, np.ndarray) or len(shape_of(g)) == 1 for g, _ in pairs)
    all_there = all(len(every_number(g)) == len(every_number(r)) for g, r in pairs)
    if _count(got) != len(right) or (flat and all_there and len(counts) > 1):
        said = sentences.values_missing(counts, names, flat=flat, all_there=all_there)
        return Finding("wrong-shape", said)
    whole = [(g, r) for g, r in pairs if isinstance(g, (tuple, list)) and len(g) == len(r)]
    if any(len(shape_of(g[k])) != len(shape_of(r[k])) for g, r in whole for k in range(len(names))):
        return None
    found = (
        _part_of_length(evidence, k, [(g[k], r[k]) for g, r in whole]) for k in range(len(names))
    )
    return next(filter(None, found), None)


def _count(value: Plain) -> int:
    """How many values are returned."""
    return len(value) if isinstance(value, (tuple, list)) else 1


def _part_of_length(
    evidence: Evidence, k: int, pairs: Sequence[tuple[Plain, Plain]]
) -> Finding | None:
    """What is wrong with value `k` of a tuple that is too long or too short.

    Where it has an entry for each of so many rounds, it is `off-by-one` if it always is so by one
    entry. It stops early if it is only ever too short, and some call was right.
    """
    name = evidence.question.returns[k]
    sizes = [(_rows(got), _rows(right)) for got, right in pairs]
    if any(shape_of(got)[1:] != shape_of(right)[1:] for got, right in pairs):
        return None
    off = [(got, right) for got, right in sizes if got != right and got and right]
    if not off:
        return None
    values = [reply.value for reply in evidence.replies if isinstance(reply, Returned)]
    returned = {_rows(v[k]) for v in values if isinstance(v, (tuple, list)) and len(v) > k}
    what = "row" if np.ndim(pairs[0][1]) == 2 else "entry"
    of_loop = all(
        _rows(r.expected.value[k]) in [n for n in r.expected.case.args if isinstance(n, int)]
        for r in evidence.results
        if not r.expected.case.raises
    )
    if len(returned) == 1 < len({right for _, right in sizes}):
        said = sentences.of_one_length(off[0][0], what, name, of_loop=of_loop)
        return Finding(None, said)
    gaps = {got - right for got, right in off}
    by_one = of_loop and len(off) > 1 and gaps in ({1}, {-1})
    code: Code = "off-by-one" if by_one else "wrong-shape"
    early = max(gaps) < 0 and any(r.right for r in evidence.general)
    return of_one_call("stops-early" if early else code, sentences.of_length(*off[0], what, name))


def shape_of(value: Plain) -> tuple[int, ...]:
    """The shape of an array; () for anything else, such as lists of different lengths."""
    array = array_of(value)
    return () if array is None else array.shape


def _rows(value: Plain) -> int:
    """How many rows or entries; 0 where there are none to count."""
    shape = shape_of(value)
    return shape[0] if shape else 0
