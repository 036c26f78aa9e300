"""What students read: one paragraph a question, one line a check.

Unseen inputs and the right answers to them stand in these texts only where `reveal` is set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from autograder.assignments.declaration import Question
from autograder.checking.documented import DocumentedVerdict
from autograder.checking.judging import Judged
from autograder.diagnosis import SENTENCES, Finding
from autograder.model import Check, Part, Plain, Raised, Returned
from autograder.points import shown

CRASHES = (
    "The process that ran it died: look for recursion without end, or for a call that leaves "
    "Python (exit)."
)

ENOUGH = ("carried-forward", "returns-nothing")
"""Findings after which it adds nothing to count wrong cases and to quote a number."""


def stopped(raised: Raised) -> Finding:
    """The finding that goes with a call that did not come back."""
    if raised.reason == "crashed":
        return Finding("raises", f"{CRASHES} ({raised.message})" if raised.message else CRASHES)
    if raised.reason == "skipped":
        return Finding("timeout", SENTENCES["timeout"])
    if raised.reason == "raises":
        return Finding("raises", _where(raised, message=False))
    if raised.reason == "wrong-arguments":
        return Finding("wrong-arguments", f"{SENTENCES['wrong-arguments']} ({raised.message}.)")
    return Finding(raised.reason, SENTENCES[raised.reason])


def unwritten(names: Sequence[str]) -> Finding:
    """The finding for a NotImplementedError that may be that of an earlier function."""
    these = " or ".join(names)
    return Finding(
        "not-implemented",
        f"It ends in NotImplementedError: its own, or that of {these}, which is still to be "
        "written and which it may call.",
    )


def raised(raised: Raised) -> str:
    """A student's own exception, with its message and line."""
    return _where(raised, message=True)


def _where(raised: Raised, *, message: bool) -> str:
    text = f"It stopped with {raised.exception or 'an error'}"
    if message and raised.message:
        text += f": {_short(raised.message)}"
    if raised.line:
        text += f" ({_short(raised.line)})"
    return text + "."


def carried(names: Sequence[str], factor: float) -> str:
    """The sentence for an error carried forward, with what it earns."""
    these = " and ".join(names)
    keeps = "it keeps its points"
    if factor < 1.0:
        keeps = (
            f"it keeps {factor:.0%} of its points, for the mistake in {these} is not one we know"
        )
    return f"Right, given your own {these}: {keeps}. Mend {these} and it is right as it stands."


def not_carried(names: Sequence[str]) -> str:
    """Why nothing is carried forward, though an earlier function is wrong too."""
    these = " or ".join(names)
    return (
        f"Your own {these} is wrong as well, and this one would keep points if it were right given "
        "that: it is not, or what comes back there is too little to tell."
    )


def lacking(missing: Iterable[str]) -> str:
    """What a figure does not show."""
    wanted = sorted(set(missing))
    return "The figure lacks " + ", ".join(wanted) + "." if wanted else "The figure is not right."


def stopped_feedback(question: Question, finding: Finding | None) -> str:
    """The paragraph for a function that never came back with a value."""
    said = finding.sentence if finding else "It could not be called."
    return f"{question.signature}: {said} See {question.section}."


def failed_contract(finding: Finding | None) -> Check:
    """The one check of a function that never came back with a value."""
    return Check("contract", False, finding.sentence if finding else "It could not be called.")


def feedback(
    question: Question,
    finding: Finding | None,
    judged: Sequence[Judged],
    documented: Sequence[DocumentedVerdict],
    earned: Sequence[Part],
    reveal: bool,
    aside: str = "",
) -> str:
    """One paragraph: what was found, what it means, where to look, how the points add up.

    `aside` comes before the place to look.
    """
    sentences = []
    wrong = [j for j in judged if not j.right]
    if finding is not None:
        sentences.append(finding.sentence)
    elif wrong:
        sentences.append("The values are not right.")
    if wrong and (finding is None or finding.code not in ENOUGH):
        sentences.append(_tally(judged, wrong))
        if reveal:
            sentences.append(_first_difference(wrong))
    if finding is None or finding.code not in ENOUGH:
        sentences += [d.difference for d in documented if not d.holds][:1]
    sentences += [d.erratum for d in documented if d.erratum][:1]
    note = next((j.comparison.note for j in judged if j.comparison and j.comparison.note), "")
    if note and not wrong:
        sentences.append(f"Accepted, though it {note}.")
    sentences.append(aside)
    if finding is not None or wrong:
        sentences.append(f"See {question.section}.")
    elif not any(sentences):
        sentences.append("Right.")
    if any(part.earned < part.possible for part in earned):
        sentences.append(points(earned))
    return " ".join(sentence for sentence in sentences if sentence)


def points(earned: Sequence[Part]) -> str:
    """The sum that makes up the score, part by part."""
    terms = ", ".join(f"{p.title} {shown(p.earned)}/{shown(p.possible)}" for p in earned)
    total, possible = sum(p.earned for p in earned), sum(p.possible for p in earned)
    return f"{shown(total)} of {shown(possible)} points: {terms}."


def checks(
    contract: Finding | None,
    judged: Sequence[Judged],
    documented: Sequence[DocumentedVerdict],
    *,
    reference: bool,
    reveal: bool,
    carried: bool,
) -> tuple[Check, ...]:
    """One check a witness, in the order contract, documented, symbolic, reference."""
    found = [Check("contract", contract is None, contract.sentence if contract else "kept")]
    if documented:
        held = all(d.holds for d in documented)
        said = "agrees with the handout's numbers that hold"
        if not held:
            said = next(d.difference for d in documented if not d.holds)
        found.append(Check("documented", held, said))
    right = all(j.right for j in judged)
    wrong = [j for j in judged if not j.right]
    said = f"agrees on {len(judged)} cases"
    if not right:
        said = _tally(judged, wrong) + (" " + _first_difference(wrong) if reveal else "")
    if carried:
        said += " It agrees on all of them, given the earlier function."
    found.append(Check("symbolic", right, said))
    if reference:
        found.append(Check("reference", right, said))
    return tuple(found)


def _tally(judged: Sequence[Judged], wrong: Sequence[Judged]) -> str:
    general = [j for j in judged if not j.expected.case.edge]
    off = [j for j in wrong if not j.expected.case.edge]
    said = []
    if off:
        said.append(f"Wrong on {len(off)} of {len(general)} unseen cases.")
    special = sorted({j.expected.case.about for j in wrong if j.expected.case.edge})
    if special:
        said.append(f"Not right for: {', '.join(special)}.")
    return " ".join(said)


def _first_difference(wrong: Sequence[Judged]) -> str:
    for j in wrong:
        args = ", ".join(_plain(a) for a in j.expected.case.args)
        if j.expected.case.raises:
            return f"For ({args}) it should raise {j.expected.case.raises}."
        if j.comparison is not None and j.comparison.difference:
            return f"For ({args}): {j.comparison.difference}."
        if isinstance(j.reply, Returned) and j.reply.value is None:
            return f"For ({args}) it returned None."
    return ""


def _plain(value: Plain) -> str:
    text = repr(value.tolist() if hasattr(value, "tolist") else value)
    if isinstance(value, float):
        text = f"{value:.6g}"
    return _short(text, 60)


def _short(text: str, length: int = 160) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"
