"""What was found at a function, as data for whoever shows it: an explanation, a check a witness.

Unseen inputs and the right answers to them stand here only where `reveal` is set.
"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.assignments.declaration import Question
from autograder.diagnosis.evidence import Evidence, Judged
from autograder.diagnosis.finding import Finding
from autograder.diagnosis.sentences import short
from autograder.model import Check, Explanation, Plain, Returned

ENOUGH = ("carried-forward", "returns-nothing")
"""Findings after which it adds nothing to count wrong cases and to quote a number."""


def stopped(question: Question, finding: Finding, aside: str = "") -> Explanation:
    """The explanation for a function that never came back with a value."""
    headline = f"{question.signature}: {finding.sentence}"
    return Explanation(headline, None, _look(question), (aside,) if aside else ())


def explained(
    evidence: Evidence, finding: Finding | None, aside: str = "", *, reveal: bool
) -> Explanation:
    """What was found, what it means, and where to look; `aside` is a further detail."""
    wrong = bool(evidence.wrong)
    if finding is None and wrong:
        headline = "The values are not right."
    else:
        headline = finding.sentence if finding else ""
    details: list[str] = []
    if finding is None or finding.code not in ENOUGH:
        details += _differences(evidence, reveal)
    details += [d.erratum for d in evidence.documented if d.erratum][:1]
    if not wrong:
        details += _accepted(evidence)
    look = _look(evidence.question) if headline else ""
    return Explanation(headline, None, look, tuple(filter(None, (*details, aside))))


def _look(question: Question) -> str:
    return f"See {question.section}."


def _differences(evidence: Evidence, reveal: bool) -> list[str]:
    """How many cases are wrong, an example, and a printed number that was not met."""
    said = []
    if evidence.wrong:
        said += [_tally(evidence), _first_difference(evidence.wrong) if reveal else ""]
    return said + [d.difference for d in evidence.documented if not d.holds][:1]


def _accepted(evidence: Evidence) -> list[str]:
    """A shape that was not asked for and does no harm."""
    notes = (j.comparison.note for j in evidence.judged if j.comparison)
    return [f"Accepted, though it {note}." for note in notes if note][:1]


def checks(
    evidence: Evidence,
    contract: Finding | None,
    *,
    reference: bool,
    reveal: bool,
    carried: bool,
) -> tuple[Check, ...]:
    """One check a witness, in the order contract, documented, symbolic, reference."""
    found = [Check("contract", contract is None, contract.sentence if contract else "kept")]
    if evidence.documented:
        off = [d.difference for d in evidence.documented if not d.holds]
        said = off[0] if off else "agrees with the handout's numbers that hold"
        found.append(Check("documented", not off, said))
    right = not evidence.wrong
    said = f"agrees on {len(evidence.judged)} cases"
    if not right:
        said = _tally(evidence) + (" " + _first_difference(evidence.wrong) if reveal else "")
    if carried:
        said += " It agrees on all of them, given the earlier function."
    found.append(Check("symbolic", right, said))
    if reference:
        found.append(Check("reference", right, said))
    return tuple(found)


def _tally(evidence: Evidence) -> str:
    said = []
    off = [j for j in evidence.general if not j.right]
    if off:
        said.append(f"Wrong on {len(off)} of {len(evidence.general)} unseen cases.")
    special = sorted({j.expected.case.about for j in evidence.special if not j.right})
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
    return short(text, 60)
