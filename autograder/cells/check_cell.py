"""The check cell: a question's checks against the functions in the student's own kernel.

For learning, not for the grade: right answers come from SymPy and from the handout, the inputs
from a seed that anybody may know. Where nbgrader executes the notebook (`nbgrader validate`, or
its own autograde step) the cell's value is the score as a plain float, which is what nbgrader
reads; the verdict is displayed above it.
"""

import os
from collections import defaultdict
from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.cells.hints import next_hints
from autograder.cells.history import functions_put_back
from autograder.cells.quiet import quiet
from autograder.cells.released import released_in
from autograder.cells.show import show
from autograder.cells.verdict import Verdict, reason_of, verdict_on
from autograder.errors import AutograderError, CourseError
from autograder.model import CHECK
from autograder.names import defined, kept_names

if TYPE_CHECKING:
    from autograder.checking import Answers


REUSED = (
    "You used the name `{name}` again for something else. The function {name} was checked, as in "
    "the grade. Give the other value another name to keep both."
)

TO_BE_WRITTEN = (
    "Write it in the cell above, in place of the line with `raise`. Run that cell, then this one "
    "again."
)
NOT_RUN = (
    "Since the kernel was started, no cell that defines `{name}` was run without an error: if you "
    "have written it, run its cell first, then this one again."
)
GONE = (
    "A cell that defines `{name}` was run, but the function is not there: look for an error below "
    "that cell, correct it, run the cell, then this one again."
)


def check(
    assignment: str,
    function: str,
    namespace: MutableMapping[str, Any],
    *,
    method_marks: float = 0.0,
) -> Verdict | float:
    """Check `function` of `assignment` as it stands in `namespace`, a notebook's `globals()`.

    `method_marks` is the share that one known mistake leaves of what it costs.

    Returns a `Verdict`, which a notebook shows, with hints where it fails again and the course
    gives them. Under nbgrader it displays the verdict and returns the score. If the check cannot
    judge, it raises there: nbgrader gives full marks for a cell without a score.
    """
    grading = "NBGRADER_EXECUTION" in os.environ
    released = released_in(Path.cwd(), assignment, function)
    points = released.points
    if grading and function not in points:
        raise CourseError(
            f"no notebook in {Path.cwd()} says how many points {CHECK}{function} is worth; "
            f"it should be {assignment}.ipynb"
        )
    try:
        verdict = _examined(assignment, function, namespace, points, {function: method_marks})
    except AutograderError as trouble:
        if grading:
            raise
        return Verdict("trouble", function, f"This is not your fault: {trouble}")
    if not grading:
        hints = _answers(assignment).assignment.question(function).hints if released.hints else ()
        return replace(verdict, hints=next_hints(hints, verdict, namespace))
    show(verdict)
    return min(max(float(verdict.score), 0.0), float(points[function]))


def _examined(
    assignment: str,
    function: str,
    namespace: MutableMapping[str, Any],
    points: Mapping[str, float],
    method_marks: Mapping[str, float],
) -> Verdict:
    from autograder.cells.subject import Namespace
    from autograder.checking import Examination
    from autograder.diagnosis.sentences import SENTENCES

    answers = _answers(assignment)
    # Where no notebook can be read, as on Colab, it asks for all: what it asks for may be lent.
    asked = points or dict.fromkeys((q.name for q in answers.assignment.questions), 1.0)
    worth = defaultdict(lambda: 1.0, asked)
    ran = [text for text in namespace.get("In", ()) if isinstance(text, str)]
    names = [*(question.name for question in answers.assignment.questions), *kept_names(ran)]
    with (
        quiet(),
        functions_put_back(namespace, names) as reused,
        Examination(answers, Namespace(namespace), worth, method_marks, reveal=True) as examination,
    ):
        result = examination.result(function)
        reason = TO_BE_WRITTEN if result.diagnosis == "not-implemented" else reason_of(result)
    if ran and function not in namespace:
        absent = GONE if any(function in defined(text) for text in ran) else NOT_RUN
        reason = reason.replace(SENTENCES["missing-function"], absent.format(name=function))
    if function in reused:
        reason = f"{reason} {REUSED.format(name=function)}".strip()
    return verdict_on(result, reason, points=function in points)


@cache
def _answers(assignment: str) -> "Answers":
    """SymPy's answers; kept, since a student runs the same check many times."""
    from autograder.assignments import assignment as declared
    from autograder.checking import Answers
    from autograder.checking.answers import PUBLIC_SEED

    return Answers(declared(assignment, Path.cwd()), PUBLIC_SEED)
