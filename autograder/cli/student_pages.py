"""Students' pages: each is written while the next ones are drawn."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from autograder.cli import running
from autograder.errors import AutograderError, SandboxRefusedError
from autograder.model import Scorecard
from autograder.sheet import Sheet

_MAKER = b"descent-autograder"  # stands at the foot of each page


def student_pages(
    course: Path,
    cards: Iterable[Scorecard],
    into: Path,
    trouble: list[str],
    sheet: Sheet | None = None,
    *,
    figures: bool = True,
    accept_risk: bool = False,
) -> Generator[Path, None, None]:
    """Write a page for each scorecard; its path as soon as it is there.

    `sheet` has the grades of the gradebook. If one page cannot be written, or cannot show a grade,
    the reason is added to `trouble`, and the others are written.
    """
    from autograder.course import Course
    from autograder.grading.ahead import ahead
    from autograder.grading.sketching import Sketcher
    from autograder.reports.pages import write_student_page

    here = Course(course)
    with ExitStack() as stack:
        sketcher: Sketcher | None = None
        if figures:
            sketcher = stack.enter_context(Sketcher(course, accept_risk=accept_risk))
        draw = sketcher.draw if sketcher else (lambda _: ())
        for card, drawn in ahead(draw, cards, running.cores()):
            whose = f"{card.student}, {card.assignment}"
            try:
                path = write_student_page(card, into, here, sheet, drawn())
            except SandboxRefusedError:
                raise  # then no curves can be drawn at all
            except Exception as error:  # noqa: BLE001  whatever this one hand-in leads to
                kind = "" if isinstance(error, AutograderError) else f"{type(error).__name__}: "
                trouble.append(f"{whose}: no page was written: {kind}{error}")
                continue
            known = sheet and sheet.grade(card.student, card.assignment)
            if sheet and known and sheet.grade_of(card) is None:
                trouble.append(
                    f"{whose}: the gradebook has the points of another hand-in or of an earlier "
                    "run, so the page shows no grade: run `autograder grade submitted/`"
                )
            elif known and known.earlier:
                trouble.append(
                    f"{whose}: what lies in submitted/ now is not graded, so the page is of an "
                    "earlier hand-in: run `autograder grade submitted/`, then make the page again"
                )
            yield path


def pages_of_others(course: Path, cards: Iterable[Scorecard], folder: Path) -> Iterator[Path]:
    """Remove our pages below `folder` that are of none of `cards`; the path of each."""
    from autograder.course import Course
    from autograder.reports.pages import page_names

    here = Course(course)
    wanted = {folder / name for card in cards for name in page_names(card, here)}
    for page in sorted(folder.glob("*/*/*.html")):
        if page not in wanted and _MAKER in page.read_bytes():
            page.unlink()
            yield page
