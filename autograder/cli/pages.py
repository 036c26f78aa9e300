"""Students' pages, drawn and written one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from autograder.errors import AutograderError, SandboxRefusedError
from autograder.model import Scorecard


def student_pages(
    course: Path,
    cards: Sequence[Scorecard],
    into: Path,
    trouble: list[str],
    *,
    figures: bool = True,
    accept_risk: bool = False,
) -> Iterator[Path]:
    """Write a page for each scorecard; its path as soon as it is there.

    What keeps one page from being written is noted in `trouble`; the others are.
    """
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
            try:
                declared = not here.is_ordinary(card.assignment)
                questions = here.declaration(card.assignment).questions if declared else ()
                source = here.source_path(card.assignment)
                drawn = pictures.draw(card) if pictures else ()
                path = write_student_page(card, into, questions, source, drawn)
            except SandboxRefusedError:
                raise  # nobody's curves can be drawn
            except Exception as error:  # noqa: BLE001  whatever this one hand-in leads to
                kind = "" if isinstance(error, AutograderError) else f"{type(error).__name__}: "
                whose = f"{card.student}, {card.assignment}"
                trouble.append(f"{whose}: no page was written: {kind}{error}")
            else:
                yield path
