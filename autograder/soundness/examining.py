"""An assignment examined as a whole: every check of this room, question by question."""

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from autograder.assignments.declaration import Assignment, Question
from autograder.checking.answers import PUBLIC_SEED, Answers, Reference
from autograder.comparison import same_plain
from autograder.course import Course
from autograder.errors import CourseError, OutOfTimeError
from autograder.places import late, raised_at
from autograder.soundness.agreement import cases_of, examine, printed
from autograder.soundness.declared import mistyped, structure, undrawn
from autograder.soundness.ending import all_ending, ending
from autograder.soundness.flaw import Flaw, Told
from autograder.soundness.judged import misjudged
from autograder.soundness.mistaken import mistakes
from autograder.soundness.source_notebook import notebook

SEEDS = (PUBLIC_SEED, 1, 2)
MOST_SEEDS = 20
"""A few seeds may draw the same of two values."""


def flaws(
    course: Course,
    name: str,
    *,
    thorough: bool = True,
    begin: Callable[[str], None] = lambda part: None,
) -> tuple[Flaw, ...]:
    """What does not fit in assignment `name` of the course; nothing if all does. `begin` is told
    each part that is looked at.

    Unless this is to be `thorough`, of the handout's assignments only the course's own notebook is
    looked at: our tests see to the rest, and a reference that differs grades nobody.

    Raises `UnknownAssignmentError` where the course has none of that name.
    """
    path = course.declaration_path(name)
    begin("the declaration")
    try:
        declaration = course.declaration(name)
        reference = course.reference(name, declaration)
    except CourseError as error:
        where, why = _place(str(error), path, course.solution_path(name))
        return (Flaw(where, "", why),)
    if not path.is_file():
        path = course.solution_path(name)  # one of the handout's: its declaration is ours
    if not thorough and not course.declaration_digest(name):
        return tuple(notebook(course, name, declaration))
    said = list(mistyped(declaration)) or list(structure(declaration))
    if said:
        return tuple(Flaw(path, question, told) for question, told in said)
    declaration = all_ending(declaration)
    found: list[Flaw] = []
    for question in declaration.questions:
        begin(question.name)
        try:
            found += _question(path, declaration, question, reference, begin)
        except OutOfTimeError as error:
            file, told = late(error)
            where = Path(file) if file else path
            return (*found, Flaw(where, question.name, told))  # others may use it, and wait
        except Exception as error:  # noqa: BLE001  an instructor's code may raise anything
            told = f"it cannot be examined ({raised_at(error)})"
            found.append(Flaw(path, question.name, told))
    found += [Flaw(path, question, said) for question, said in undrawn(declaration)]
    found += notebook(course, name, declaration)
    return tuple(found)


def harmful(
    course: Course, name: str, begin: Callable[[str], None] = lambda part: None
) -> tuple[Flaw, ...]:
    """The flaws of assignment `name` that could make a grade wrong, found quickly."""
    found = flaws(course, name, thorough=False, begin=begin)
    return tuple(flaw for flaw in found if not flaw.advises)


def _place(said: str, *paths: Path) -> tuple[Path, str]:
    """The file that a sentence begins with, and the rest; else the first one and all of it."""
    for path in paths:
        if said.startswith(f"{path}: "):
            return path, said.removeprefix(f"{path}: ")
    return paths[0], said


def _parameters(function: Callable[..., Any]) -> list[str]:
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return []


def _same_order(question: Question, reference: Reference | None) -> bool:
    """Whether signature and reference have their arguments in one order, if they have the same."""
    written = _parameters(reference[question.name]) if reference else []
    asked_for = list(question.parameters)
    return written == asked_for or sorted(written) != sorted(asked_for)


def _is_known(assignment: Assignment, question: Question) -> bool:
    """Whether all seeds give the same cases, with any arguments."""
    many = ([list(c.args) for c in assignment.cases(question, seed)] for seed in range(MOST_SEEDS))
    first = next(many)
    return any(first) and all(same_plain(first, other) for other in many)


def _question(
    path: Path,
    assignment: Assignment,
    question: Question,
    reference: Reference | None,
    begin: Callable[[str], None],
) -> Iterator[Flaw]:
    def flaw(said: str, advises: bool = False) -> Flaw:
        return Flaw(path, question.name, said, advises)

    if reference is not None and isinstance(reference[question.name], type):
        yield flaw(
            "it is a class: say which methods are called, as in "
            '`methods=("fit(X, y)", "predict(X_new)")`'
        )
        return
    if not _same_order(question, reference):
        yield flaw(
            f"the signature {question.signature} has the arguments of the reference solution in "
            "another order: make them agree"
        )
    reference = reference and {name: ending(solved) for name, solved in reference.items()}
    said: list[Told] = []
    observed = []
    for number, seed in enumerate(SEEDS, 1):
        begin(f"{question.name}, its answers ({number} of {len(SEEDS)})")  # a law may be slow
        cases = cases_of(assignment, question, seed)
        if isinstance(cases, str):
            yield flaw(cases)
            return
        wrong, right = examine(assignment, question, reference, cases)
        said += ((text, False) for text in wrong)
        observed += right
        if said:
            break  # what is wrong with these numbers is, most often, with others, too
    if _is_known(assignment, question):
        yield flaw(
            "its cases are the same for every seed, so students know them: draw their numbers from "
            "rng. Where there are only a few to choose from, draw some of them (rng.choice), or "
            "their order (rng.permutation)"
        )
    said += ((text, False) for text in printed(assignment, question))
    if question.kind == "value" and observed and not said:
        try:
            predictions = Answers(assignment, SEEDS[0], reference).predictions
            begin(f"{question.name}, how its answers are judged")
            said += misjudged(assignment, question, observed)
            begin(f"{question.name}, its mistakes")
            said += mistakes(assignment, question, predictions, observed)
        except Exception as error:  # noqa: BLE001  an instructor's code may raise anything
            yield flaw(f"an answer cannot be judged ({raised_at(error)})")
    for text, advises in dict.fromkeys(said):
        yield flaw(text, advises)
