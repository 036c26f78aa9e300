"""What commands that grade enter in nbgrader's gradebook, and what they say of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli import running
from autograder.errors import AutograderError
from autograder.files import printable

if TYPE_CHECKING:
    from autograder.gradebook import Register
    from autograder.model import Scorecard
    from autograder.sheet import Sheet

MOST_NAMED = 10
"""How many notebooks of which the same is said are named."""


class Gradebook(AbstractContextManager["Gradebook"]):
    """nbgrader's gradebook, which takes up what lies in the course's submitted/ folder: each score
    as it is found, and the pages later. A context manager; opened for the first score.

    `trouble` has a line for whatever could not be entered. Once the gradebook itself cannot be
    written, grading goes on without it.
    """

    def __init__(self, course: Path) -> None:
        from autograder.course import Course

        self._course = course
        self._submitted = os.path.realpath(Course(course).submitted)
        self._stack = ExitStack()
        self._register: Register | None = None
        self._given_up: list[str] = []
        self._unread: list[str] = []
        self._elsewhere = 0

    @property
    def trouble(self) -> list[str]:
        """A line for whatever could not be entered, drawn or read."""
        entered = self._register.trouble if self._register else ()
        return [*shortened(entered), *self._given_up, *self._unread]

    def enter(self, card: Scorecard) -> None:
        """Write what one submission earned."""
        if not Path(os.path.realpath(card.notebook)).is_relative_to(self._submitted):
            self._elsewhere += 1
            return
        if self._given_up:
            return
        with _noting(self._given_up, "graded, but not entered in the gradebook"):
            if self._register is None:
                from autograder.gradebook import Register, open_course

                opened = self._stack.enter_context(open_course(self._course))
                self._register = Register(opened)
            self._register.enter(card)

    def remarks(self) -> Iterator[str]:
        """The line that says how many notebooks are not the gradebook's."""
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
        if self._register is None or self._given_up or not self._register.undrawn:
            return
        with _noting(self._given_up, "entered in the gradebook, but the pages are not drawn"):
            total = self._register.undrawn
            drawing = self._register.draw(cards, jobs or running.cores(), accept_risk=accept_risk)
            with closing(drawing) as drawn:
                for _ in running.with_progress(drawn, total, "drawing pages", quiet=quiet):
                    pass

    def sheet(self, cards: Iterable[Scorecard]) -> Sheet | None:
        """What the gradebook has of the assignments of `cards`; None where it cannot be read."""
        if self._register is None or self._given_up:
            return None
        with _noting(self._unread, "entered in the gradebook, but it cannot be read now"):
            from autograder.gradebook.reading import recorded

            return recorded(self._course, {card.assignment for card in cards})
        return None

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def shortened(lines: Iterable[str]) -> Iterator[str]:
    """Lines such as `path: what is said of it`; where nothing can be written, that is the same of
    each: then of the first, and how many more there are.
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
