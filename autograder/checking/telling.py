"""The result of examining a function, as data: an explanation, and one check for each witness.

It contains neither unseen inputs nor the right answers to them.
"""

from autograder.assignments.declaration import Question
from autograder.checking.credit import Standing
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import Evidence
from autograder.diagnosis.finding import Finding
from autograder.model import Check, Explanation, Trial

FORM = ("wrong-shape", "raises", "returns-nothing", "not-finite")
"""Findings that are told as a broken contract where its share of the points is not earned."""


def stopped(question: Question, finding: Finding, trial: Trial | None, aside: str) -> Explanation:
    """The explanation for a function that never came back with a value."""
    return Explanation(finding.sentence, trial, _look(question), (aside,) if aside else ())


def explained(
    evidence: Evidence, finding: Finding | None, trial: Trial | None, aside: str
) -> Explanation:
    """What was found, a call that shows it, and where to look; `aside` is a further detail."""
    details = [_tally(evidence)] if evidence.wrong else []
    details += [d.difference for d in evidence.documented if not d.holds][:1]
    if finding is not None and finding.code == "carried-forward":
        details = []  # this function is right, and the numbers are an earlier one's
    details += [d.erratum for d in evidence.documented if d.erratum][:1]
    details += [] if evidence.wrong else _accepted(evidence)
    return Explanation(
        finding.sentence if finding else "",
        trial,
        _look(evidence.question) if finding else "",
        tuple(filter(None, (*details, aside))),
    )


def _look(question: Question) -> str:
    return sentences.LOOK.format(function=question.name, section=question.section)


def _accepted(evidence: Evidence) -> list[str]:
    """A shape that was not asked for and does no harm."""
    notes = (r.comparison.note for r in evidence.results if r.comparison)
    return [sentences.ACCEPTED.format(note=note) for note in notes if note][:1]


def kept(standing: Standing, finding: Finding | None) -> Finding | None:
    """What breaks the contract, if anything does: None where it is kept."""
    values = standing.documented or standing.general
    if standing.contract and (values or finding is None or finding.code not in FORM):
        return None
    return finding


def checks(
    evidence: Evidence,
    contract: Finding | None,
    *,
    reference: bool,
    carried: bool,
    numerical: bool = False,
) -> tuple[Check, ...]:
    """One check per witness, in the order contract, documented, symbolic, reference."""
    found = [Check("contract", contract is None, contract.sentence if contract else "in order")]
    if evidence.documented:
        off = [d.difference for d in evidence.documented if not d.holds]
        said = off[0] if off else "agrees with the printed numbers that hold"
        found.append(Check("documented", not off, said))
    right = not evidence.wrong
    said = f"agrees on {len(evidence.results)} cases" if right else _tally(evidence)
    if carried:
        said += f" {sentences.GIVEN_EARLIER}"
    how = " (by a numerical derivative: SymPy cannot take this one)" if numerical else ""
    found.append(Check("symbolic", right, said + how))
    if reference:
        found.append(Check("reference", right, said))
    return tuple(found)


def _tally(evidence: Evidence) -> str:
    said = []
    off = [r for r in evidence.general if not r.right]
    if off:
        said.append(sentences.WRONG_ON.format(wrong=len(off), cases=len(evidence.general)))
    special = sorted({r.expected.case.about for r in evidence.special if not r.right})
    if special:
        said.append(sentences.NOT_RIGHT_FOR.format(special=", ".join(special)))
    return " ".join(said)
