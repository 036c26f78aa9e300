"""Students' pages, drawn and written one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from autograder.model import Scorecard


def student_pages(
    course: Path,
    cards: Sequence[Scorecard],
    into: Path,
    *,
    figures: bool = True,
    accept_risk: bool = False,
) -> Iterator[Path]:
    """Write a page for each scorecard; its path as soon as it is there."""
    from autograder.course import Course
    from autograder.grading.illustrating import Illustrator
    from autograder.reports.pages import write_student_page
    from autograder.sandbox import Limits

    here = Course(course)
    with ExitStack() as stack:
        pictures: Illustrator | None = None
        if figures:
            pictures = stack.enter_context(Illustrator(course, Limits(), accept_risk=accept_risk))
        for card in cards:
            declared = card.assignment not in here.ordinary_names
            questions = here.declaration(card.assignment).questions if declared else ()
            source = here.source_path(card.assignment)
            drawn = pictures.draw(card) if pictures else ()
            yield write_student_page(card, into, questions, source, drawn)
