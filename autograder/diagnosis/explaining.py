"""Choosing what a student reads first about a wrong answer.

What all ordinary cases show comes before what the special cases show. So a special case alone never
hides an ordinary mistake, and the student is told that it is a special case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from autograder.comparison import every_number, in_one, same_plain
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import CaseResult, Evidence
from autograder.diagnosis.finding import Finding
from autograder.diagnosis.naming import diagnose, diagnose_figure
from autograder.diagnosis.patterns import lengths, numerical_hint, one_row, right_in_part
from autograder.diagnosis.rounding import DECIMALS
from autograder.diagnosis.sentences import SENTENCES
from autograder.diagnosis.suspects import Observation, Predictions
from autograder.model import Plain, Raised, Reply, Returned

_RIGHT_FORM = ("value", "equal")


def contract_finding(evidence: Evidence) -> Finding | None:
    """What breaks the contract whatever the values are; None where nothing does."""
    if any(isinstance(reply, Returned) and reply.mutated for reply in evidence.replies):
        return sentences.found("mutates-input")
    for first, second in evidence.repeated:
        if (
            isinstance(first, Returned)
            and isinstance(second, Returned)
            and not same_plain(first.value, second.value)
        ):
            return sentences.found("nondeterministic")
    formal = {element.missing for r in evidence.results for element in r.lacking if element.formal}
    return Finding(None, sentences.lacking(formal)) if formal else None


def value_finding(
    evidence: Evidence, predictions: Predictions, contract: Finding | None
) -> Finding:
    """Why the values are not right, by what is surest."""
    if contract is not None and contract.code == "nondeterministic":
        return contract
    if evidence.question.kind == "figure":
        lacking = [e.missing for e in evidence.wrong[0].lacking if not e.formal]
        return (
            _stopped(evidence.wrong)
            or diagnose_figure(evidence, predictions)
            or Finding(None, sentences.lacking(lacking))
        )
    ordinary = [r for r in evidence.general if not r.right]
    of_one_choice = _of_one_choice(evidence)
    return (
        _rounded(evidence)
        or _known(evidence, predictions)
        or (None if of_one_choice else _of_one_size(evidence))
        or _stopped(ordinary and evidence.general)
        or of_one_choice
        or _copied(evidence)
        or one_row(_observations(evidence, evidence.general))
        or _unfit(evidence, ordinary)
        or _hinted(evidence)
        or (None if ordinary else _special(evidence))
        or contract
        or Finding(None, sentences.VALUES)
    )


def printed_finding(evidence: Evidence, missed: CaseResult) -> Finding:
    """Why the first printed number that an answer misses is missed, where it is right on the
    unseen cases. Whatever came back for a printed call may be told."""
    reply = missed.reply
    found = _stopped([missed]) or lengths(evidence, [missed]) or _unfit(evidence, [missed])
    if isinstance(reply, Raised) and reply.reason in ("raises", "timeout"):
        said = sentences.raised(reply) if reply.reason == "raises" else sentences.SLOW_IN_PRINT
        found = Finding(reply.reason, said)
    numbers = zip(evidence.question.parameters, missed.expected.case.args, strict=False)
    return sentences.in_print([(n, v) for n, v in numbers if isinstance(v, (int, float))], found)


def _rounded(evidence: Evidence) -> Finding | None:
    """Values with so many decimals, each as near to the right one as rounding leaves it."""
    asked = [r for r in evidence.results if not r.expected.case.raises]
    both = in_one((_value_of(r.reply), r.expected.value) for r in asked)
    if both is None:
        return None
    got, right = both
    exact = np.isclose(got, right, rtol=1e-9, atol=0.0)  # one value of several may be rounded
    for digits in range(DECIMALS + 1):
        near = np.abs(got - right) <= 0.5 * 10.0**-digits * (1 + 1e-6)
        if near.all() and (exact | (got == np.round(got, digits))).all():
            told_apart = (got != np.trunc(right))[~exact].any()  # from cut off, another mistake
            return sentences.found("rounded") if told_apart else None
    return None


def _known(evidence: Evidence, predictions: Predictions) -> Finding | None:
    """The mistake that explains every case; or else every ordinary one."""
    special = min((r.expected.case.about for r in evidence.wrong), default="")  # ordinary: ""
    for results in (evidence.results, evidence.general):
        observations = _observations(evidence, results)
        if observations:
            known = diagnose(evidence.question, predictions, observations)
            if known is not None:
                return replace(known, special=special)
    return None


def _of_one_choice(evidence: Evidence) -> Finding | None:
    """Right for some values of an argument that is a text, and wrong for every other. A text that
    no other seed gives is no choice but data, which nobody may read."""
    right = [r.expected.case.args for r in evidence.general if r.right]
    wrong = [r.expected.case.args for r in evidence.general if not r.right]
    for place, name in enumerate(evidence.question.parameters):
        rights, wrongs = (
            # An argument that has a default may be left out.
            {value for args in side for value in args[place : place + 1] if isinstance(value, str)}
            for side in (right, wrong)
        )
        if rights and wrongs and not rights & wrongs:
            others = evidence.question.cases(np.random.default_rng(0))
            if rights | wrongs <= {a for case in others for a in case.args if isinstance(a, str)}:
                return Finding(None, sentences.of_one_choice(name, sorted(rights), sorted(wrongs)))
    return None


def _of_one_size(evidence: Evidence) -> Finding | None:
    """Right for arrays of one size, in two cases at least, and wrong for every other.

    The handout's numbers count as a right case only if another size stops the call. Otherwise an
    answer may be right on them because of their signs, which are all alike.
    """
    right = [r for r in evidence.general if r.right]
    wrong = [r for r in evidence.general if not r.right]
    printed_right = bool(evidence.documented) and all(d.holds for d in evidence.documented)
    stops = any(isinstance(r.reply, Raised) for r in wrong)
    if not wrong or len(right) + (printed_right and stops) < 2:
        return None
    if any(_of_another_shape(r) for r in wrong) or _alike_in_all(evidence):
        return None
    for place, name in enumerate(evidence.question.parameters):
        sizes, others = {_columns(r, place) for r in right}, {_columns(r, place) for r in wrong}
        if len(sizes) == 1 and 0 not in sizes | others and not sizes & others:
            return Finding("hard-coded", sentences.of_one_size(name, sizes.pop()))
    return None


def _of_another_shape(result: CaseResult) -> bool:
    """Whether the one array that is asked for has another shape."""
    shape = result.comparison is not None and result.comparison.verdict == "shape"
    return shape and not isinstance(result.expected.value, tuple)


def _columns(result: CaseResult, place: int) -> int:
    """How many columns an argument has; 0 where it is no matrix, or left out."""
    given = result.expected.case.args[place : place + 1]
    return sum(a.shape[1] for a in given if isinstance(a, np.ndarray) and a.ndim == 2)


def _stopped(wrong: Sequence[CaseResult]) -> Finding | None:
    """The first call that came back with nothing that could be a value."""
    for r in wrong:
        if r.expected.case.raises:
            continue
        if isinstance(r.reply, Raised):
            return sentences.stopped(r.reply)
        if r.reply.unusable is not None:
            return Finding("wrong-shape", sentences.unusable(r.reply.unusable))
        if r.reply.value is None:
            always = all(isinstance(r.reply, Returned) and r.reply.value is None for r in wrong)
            said = SENTENCES["returns-nothing"] if always else sentences.SOMETIMES_NOTHING
            return Finding("returns-nothing", said)
    return None


def _copied(evidence: Evidence) -> Finding | None:
    """Values that do not come from the arguments, or that only the printed numbers agree with."""
    fits = all(r.comparison and r.comparison.verdict in _RIGHT_FORM for r in evidence.general)
    answers = [_value_of(r.reply) for r in evidence.general]
    unseen = [_value_of(r.reply) for r in evidence.results]
    right = [r.expected.value for r in evidence.general]
    several = len(answers) > 2 and all(len(every_number(answer)) for answer in answers)
    if fits and several and _all_alike(unseen) and not _all_alike(right):
        return Finding("hard-coded", sentences.ALWAYS_THE_SAME)
    printed_right = evidence.documented and all(d.holds for d in evidence.documented)
    if not printed_right or any(r.right for r in evidence.general):
        return None
    if _all_said_before(answers, [_value_of(reply) for reply in evidence.printed]):
        return sentences.found("hard-coded")
    if not fits or _hinted(evidence):
        return None
    return Finding(None, sentences.VISIBLE_ONLY)


def _all_said_before(unseen: Sequence[Plain], printed: Sequence[Plain]) -> bool:
    """Whether no answer to an unseen case belongs to that case alone.

    Numbers that are computed from a case's arguments are never met again; those of a table are.
    """
    return all(
        any(_alike(answer, other) for other in (*printed, *unseen[:place], *unseen[place + 1 :]))
        for place, answer in enumerate(unseen)
    )


def _all_alike(values: Sequence[Plain]) -> bool:
    return all(_alike(one, other) for one, other in combinations(values, 2))


def _alike(one: Plain, other: Plain) -> bool:
    """Whether two values are equal, part by part and as far as the shorter goes."""
    if isinstance(one, (tuple, list)) and isinstance(other, (tuple, list)):
        return all(map(_alike, one, other))
    first, second = every_number(one), every_number(other)
    both = min(len(first), len(second))
    return bool((first[:both] == second[:both]).all())


def _value_of(reply: Reply) -> Plain:
    return reply.value if isinstance(reply, Returned) else None


def _unfit(evidence: Evidence, wrong: Sequence[CaseResult]) -> Finding | None:
    """Values that cannot be right whatever they are: infinite, of another shape, no numbers."""
    found = {r.comparison.verdict: r.comparison.difference for r in wrong if r.comparison}
    if "not-finite" in found:
        return sentences.found("not-finite")
    too_long = lengths(evidence, wrong)
    if too_long is not None:
        sure = "shape" in found or too_long.code == "off-by-one"
        return too_long if sure else replace(too_long, code=None)
    if "shape" in found:
        return Finding("wrong-shape", sentences.of_shape(found["shape"]))
    if "type" in found:
        return Finding("wrong-shape", sentences.of_kind(found["type"]))
    return None


def _hinted(evidence: Evidence) -> Finding | None:
    ordinary = _observations(evidence, evidence.general)
    return _alike_in_all(evidence) or right_in_part(evidence.question, ordinary)


def _alike_in_all(evidence: Evidence) -> Finding | None:
    """What the numbers of all cases have in common with the right ones."""
    return numerical_hint(_observations(evidence, evidence.results))


def _special(evidence: Evidence) -> Finding | None:
    """What goes wrong in a special case, where everything else is right."""
    wrong = [r for r in evidence.special if not r.right]
    if not wrong:
        return None
    found = [(r, _stopped([r]) or _unfit(evidence, [r])) for r in wrong]
    told = next((pair for pair in found if pair[1] or pair[0].expected.case.raises), found[0])
    return sentences.special(*told)


def _observations(evidence: Evidence, results: Iterable[CaseResult]) -> list[Observation]:
    """The values in the form in which mistakes are looked for; none where one is missing."""
    observations = []
    for r in results:
        if r.expected.case.raises:
            continue
        if not isinstance(r.reply, Returned) or r.reply.value is None:
            return []
        right = r.expected.value
        got = evidence.question.accepted(r.reply.value, right)
        observations.append(Observation(r.expected.case.args, got, right, r.expected.scale))
    return observations
