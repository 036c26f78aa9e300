"""Choosing what a student reads first about a wrong answer.

What all ordinary cases show comes before what the special cases show. So a special case alone never
hides an ordinary mistake, and the student is told that it is a special case.
"""

from collections.abc import Sequence
from dataclasses import replace

from autograder.comparison import same_answer
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import CaseResult, Evidence
from autograder.diagnosis.finding import Finding, of_one_call
from autograder.diagnosis.hard_coded import copied, of_another_call, of_one_choice, of_one_size
from autograder.diagnosis.lengths import lengths, other_start
from autograder.diagnosis.naming import diagnose, diagnose_figure
from autograder.diagnosis.patterns import hinted, nearly, one_row
from autograder.diagnosis.rounding import rounded_in_error, rounded_on_the_way
from autograder.diagnosis.sentences import SENTENCES
from autograder.diagnosis.suspects import Predictions
from autograder.model import Raised, Returned
from autograder.wording import listed


def contract_finding(evidence: Evidence) -> Finding | None:
    """What breaks the contract whatever the values are; None where nothing does."""
    if any(isinstance(reply, Returned) and reply.mutated for reply in evidence.replies):
        return sentences.found("mutates-input")
    for first, second in evidence.repeated:
        if (
            isinstance(first, Returned)
            and isinstance(second, Returned)
            and not same_answer(first.value, second.value)
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
    one_choice = of_one_choice(evidence)
    return (
        rounded_in_error(evidence)
        or _known(evidence, predictions)
        or (None if one_choice else of_one_size(evidence))
        or _stopped(ordinary and evidence.general)
        or (contract if ordinary else None)  # it may be why the values are wrong
        or (one_choice and _of_this_choice(one_choice, _unfit(evidence, ordinary)))
        or copied(evidence)
        or rounded_on_the_way(evidence)
        or one_row(evidence)
        or _unfit(evidence, ordinary)
        or hinted(evidence)
        or other_start(evidence, ordinary)
        or of_another_call(evidence)
        or (None if ordinary else _special(evidence))
        or contract
        or _not_raised(evidence.wrong)
        or Finding(None, sentences.VALUES)
    )


def _of_this_choice(choice: Finding, unfit: Finding | None) -> Finding:
    """Where an answer is wrong, and what is wrong with it where that can be said."""
    if unfit is None:
        return choice
    return replace(unfit, sentence=f"{choice.sentence} {unfit.sentence}")


def as_shown(evidence: Evidence, finding: Finding, shown: CaseResult) -> Finding:
    """The finding with what came back from the call that the student is shown: the counts of
    another call would seem to contradict it."""
    there = _unfit(evidence, [shown]) if finding.one_call else None
    if there is None or not there.one_call:
        return finding
    return replace(
        finding,
        sentence=finding.sentence.replace(finding.one_call, there.one_call),
        one_call=there.one_call,
    )


def printed_finding(evidence: Evidence, missed: CaseResult) -> Finding:
    """Why the first printed number that an answer misses is missed, where it is right on the
    unseen cases. Whatever came back for a printed call may be told."""
    reply = missed.reply
    found = _stopped([missed]) or lengths(evidence, [missed]) or _unfit(evidence, [missed])
    if isinstance(reply, Raised) and reply.reason in ("raises", "timeout"):
        said = sentences.ended_with(reply) if reply.reason == "raises" else sentences.SLOW_IN_PRINT
        found = Finding(reply.reason, said)
    if found is None and nearly([(missed.value, missed.expected.value)]):
        found = Finding(None, sentences.CLOSE)
    numbers = zip(evidence.question.parameters, missed.expected.case.args, strict=False)
    return sentences.in_print([(n, v) for n, v in numbers if isinstance(v, (int, float))], found)


def _known(evidence: Evidence, predictions: Predictions) -> Finding | None:
    """The mistake that explains every case; or else every ordinary one."""
    special = min((r.expected.case.about for r in evidence.wrong), default="")  # ordinary: ""
    for results in (evidence.results, evidence.general):
        observations = evidence.observations(results)
        if observations:
            known = diagnose(evidence.question, predictions, observations)
            if known is not None:
                return replace(known, special=special)
    return None


def _stopped(wrong: Sequence[CaseResult]) -> Finding | None:
    """The first call that came back with nothing that could be a value."""
    for r in wrong:
        if r.expected.case.raises:
            continue
        if isinstance(r.reply, Raised):
            return sentences.stopped(r.reply)
        if r.reply.unusable is not None:
            return Finding("wrong-shape", sentences.UNUSABLE.format(kind=r.reply.unusable))
        if r.reply.value is None:
            always = all(isinstance(r.reply, Returned) and r.reply.value is None for r in wrong)
            said = SENTENCES["returns-nothing"] if always else sentences.SOMETIMES_NOTHING
            return Finding("returns-nothing", said)
    return None


def _not_raised(wrong: Sequence[CaseResult]) -> Finding | None:
    """That it does not raise what it should, where nothing else is wrong."""
    names = {r.expected.case.raises for r in wrong}
    if "" in names:
        return None
    return Finding(None, sentences.NOT_RAISED.format(names=listed(sorted(names))))


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
        return of_one_call("wrong-shape", sentences.OF_SHAPE.format(difference=found["shape"]))
    if "type" in found:
        return of_one_call("wrong-shape", sentences.OF_KIND.format(difference=found["type"]))
    return None


def _special(evidence: Evidence) -> Finding | None:
    """What goes wrong in a special case, where everything else is right."""
    wrong = [r for r in evidence.special if not r.right]
    if not wrong:
        return None
    found = [(r, _stopped([r]) or _unfit(evidence, [r])) for r in wrong]
    told = next((pair for pair in found if pair[1] or pair[0].expected.case.raises), found[0])
    return sentences.special(*told)
