"""One reply compared with the right answer to one case."""

from __future__ import annotations

from autograder.assignments.declaration import Question
from autograder.assignments.figure import Figure, missing
from autograder.diagnosis.evidence import Expected, Judged
from autograder.model import Raised, Reply, Returned


def judge(question: Question, expected: Expected, reply: Reply) -> Judged:
    """Hold `reply` against the right answer to its case."""
    if expected.case.raises:
        raised = isinstance(reply, Raised) and expected.case.raises in reply.kinds.split()
        return Judged(expected, reply, raised)
    if not isinstance(reply, Returned) or reply.unusable is not None:
        return Judged(expected, reply, right=False)
    if isinstance(expected.value, Figure):
        lacking = missing(expected.value, reply.value)
        return Judged(expected, reply, not [e for e in lacking if not e.formal], lacking=lacking)
    comparison = question.compare(reply.value, expected.value, expected.scale)
    return Judged(expected, reply, comparison.equal, comparison)
