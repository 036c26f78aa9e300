"""What commands that grade enter in nbgrader's gradebook, and what they say of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli import running
from autograder.errors import (
    AutograderError,
    CourseError,
    SandboxError,
    SandboxRefusedError,
    SubmissionError,
    UnreadableNotebookError,
)
from autograder.files import printable

if TYPE_CHECKING:
    from autograder.gradebook import CourseGradebook
    from autograder.gradebook.recording import Draft
    from autograder.grading.showing import Outputs
    from autograder.model import Scorecard
    from autograder.sheet import Sheet

MOST_NAMED = 10
"""How many notebooks of which the same is said are named."""


class Gradebook(AbstractContextManager["Gradebook"]):
    """nbgrader's gradebook, which takes up what lies in the course's submitted/ folder: each score
    as it is found, and the pages later. A context manager; opened for the first score.

    Once the gradebook itself cannot be written, grading goes on without it.
    """

    def __init__(self, course: Path) -> None:
        from autograder.course import Course

        self._course = Course(course)
        self._submitted = os.path.realpath(self._course.submitted)
        self._stack = ExitStack()
        self._opened: CourseGradebook | None = None
        self._undrawn: set[tuple[str, str]] = set()
        self._trouble: list[str] = []
        self._given_up: list[str] = []
        self._unread: list[str] = []
        self._elsewhere = 0

    @property
    def trouble(self) -> list[str]:
        """A line for whatever could not be entered, drawn or read."""
        return [*shortened(self._trouble), *self._given_up, *self._unread]

    def enter(self, card: Scorecard) -> None:
        """Write what one submission earned, with a page that may lack outputs."""
        if not Path(os.path.realpath(card.notebook)).is_relative_to(self._submitted):
            self._elsewhere += 1
            return
        if self._given_up:
            return
        with _noting(self._given_up, "graded, but not entered in the gradebook"):
            if self._opened is None:
                from autograder.gradebook import open_course

                self._opened = self._stack.enter_context(open_course(self._course.root))
            if card.examined:
                with _going_on(self._trouble, card, "not entered in the gradebook"):
                    draft = self._opened.draft(card)
                    self._opened.enter(draft)
                    if any(page.to_show for page in draft.pages):
                        self._undrawn.add((card.student, card.assignment))

    def remarks(self) -> Iterator[str]:
        """A line that says how many notebooks have no place in the gradebook, if any."""
        if self._elsewhere:
            which = "1 notebook is" if self._elsewhere == 1 else f"{self._elsewhere} notebooks are"
            yield f"{which} not in {printable(self._submitted)}, so not entered in the gradebook"

    def draw(
        self,
        cards: Iterable[Scorecard],
        jobs: int | None = None,
        *,
        accept_risk: bool = False,
        quiet: bool = False,
    ) -> None:
        """Draw what cells show on the autograded pages that lack it, `jobs` at a time."""
        if self._given_up or not self._undrawn:
            return
        with _noting(self._given_up, "entered in the gradebook, but the pages are not drawn"):
            total = len(self._undrawn)
            with closing(self.drawn(cards, jobs or running.cores(), accept_risk)) as drawn:
                for _ in running.with_progress(drawn, total, "drawing pages", quiet=quiet):
                    pass

    def drawn(
        self, cards: Iterable[Scorecard], jobs: int, accept_risk: bool = False
    ) -> Generator[Scorecard, None, None]:
        """Each scorecard when its page is there. Only for what has been entered."""
        from autograder.grading.ahead import ahead
        from autograder.grading.showing import Stage

        assert self._opened is not None
        opened, failing = self._opened, "entered in the gradebook, but its page is not drawn"
        with Stage(libraries=self._course.libraries(), accept_risk=accept_risk) as stage:

            def drafts() -> Iterator[Draft]:
                for card in cards:
                    if (card.student, card.assignment) in self._undrawn:
                        with _going_on(self._trouble, card, failing):
                            yield opened.draft(card)

            def shown(draft: Draft) -> list[Outputs]:
                budget = stage.budget()
                return [
                    stage.show(page.to_show, draft.files, budget, stopping=draft.stopping)
                    for page in draft.pages
                ]

            for draft, outputs in ahead(shown, drafts(), jobs):
                with _going_on(self._trouble, draft.scorecard, failing):
                    opened.draw(draft, outputs())
                yield draft.scorecard

    def sheet(self, cards: Iterable[Scorecard]) -> Sheet | None:
        """What the gradebook has of the assignments of `cards`; None where it cannot be read."""
        if self._opened is None or self._given_up:
            return None
        with _noting(self._unread, "entered in the gradebook, but it cannot be read now"):
            from autograder.gradebook.reading import recorded

            return recorded(self._course.root, {card.assignment for card in cards})
        return None

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def shortened(lines: Iterable[str]) -> Iterator[str]:
    """Lines such as `path: reason`. If many have one reason (nothing can be written, say), only the
    first of them, and how many more there are.
    """
    alike = Counter[str]()
    for line in lines:
        said = line.partition(": ")[2]
        alike[said] += 1
        if alike[said] <= MOST_NAMED:
            yield line
    more = ((said, count - MOST_NAMED) for said, count in alike.items() if count > MOST_NAMED)
    yield from (f"{count} more notebooks: {said}" for said, count in more)


@contextmanager
def _noting(trouble: list[str], what: str) -> Iterator[None]:
    try:
        yield
    except AutograderError as error:
        trouble.append(f"{what}: {error}")


@contextmanager
def _going_on(trouble: list[str], card: Scorecard, what: str) -> Iterator[None]:
    """Note what keeps one submission out, and let the others in."""
    try:
        yield
    except SandboxRefusedError:
        raise
    except (SandboxError, UnreadableNotebookError) as error:
        trouble.append(f"{card.notebook}: {what}: {error}")
    except (SubmissionError, CourseError) as error:
        # An unreleased assignment is reported once, not for each student.
        if str(error) not in trouble:
            trouble.append(str(error))
    except AutograderError:
        raise  # then none can be entered
    except Exception as error:  # noqa: BLE001  whatever the notebook leads to
        trouble.append(f"{card.notebook}: {what} ({type(error).__name__}: {error})")


def waiting(cards: Iterable[Scorecard], sheet: Sheet | None) -> Iterator[str]:
    """The line that says which of these notebooks a person has to mark, by the gradebook."""
    places = sorted((card.student, card.assignment) for card in cards)
    grades = [sheet.grade(*place) for place in places] if sheet else []
    open_ones = [grade for grade in grades if grade is not None and grade.waiting]
    if not open_ones:
        return
    count = len(open_ones)
    said = "1 notebook needs" if count == 1 else f"{count} notebooks need"
    named = ", ".join(f"{grade.student} ({grade.assignment})" for grade in open_ones[:MOST_NAMED])
    more = f", and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
    yield f"{said} marking (autograder mark): {named}{more}"
