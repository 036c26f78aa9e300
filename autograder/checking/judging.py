"""One reply compared with the right answer to one case."""

from autograder.assignments.declaration import Question
from autograder.assignments.figure import Figure, missing
from autograder.diagnosis.evidence import CaseResult, Expected
from autograder.model import Raised, Reply, Returned


def judge(question: Question, expected: Expected, reply: Reply) -> CaseResult:
    """Compare `reply` with the right answer to its case."""
    if expected.case.raises:
        raised = isinstance(reply, Raised) and expected.case.raises in reply.kinds.split()
        return CaseResult(expected, reply, raised)
    if not isinstance(reply, Returned) or reply.unusable is not None:
        return CaseResult(expected, reply, right=False)
    if isinstance(expected.value, Figure):
        lacking = missing(expected.value, reply.value)
        right = all(element.formal for element in lacking)
        return CaseResult(expected, reply, right, lacking=lacking)
    comparison = question.compare(reply.value, expected.value, expected.scale)
    return CaseResult(expected, reply, comparison.equal, comparison)
