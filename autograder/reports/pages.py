"""From scorecards to files that are there to be opened."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from autograder.assignments.declaration import Question
from autograder.errors import AutograderError, UsageError
from autograder.files import write_whole
from autograder.model import Illustration, Scorecard
from autograder.reports.class_page import class_page
from autograder.reports.errata import errata
from autograder.reports.grade_json import loads
from autograder.reports.student_page import student_page
from autograder.reports.tasks import tasks


def read_results(paths: Iterable[Path]) -> list[Scorecard]:
    """The scorecards in files that `autograder grade --json` wrote."""
    found: list[Scorecard] = []
    for path in paths:
        try:
            found += loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path}: holds no grades as `grade --json` writes them") from error
    return found


def write_class_page(
    cards: Sequence[Scorecard], into: Path, order: Sequence[str], *, anonymous: bool
) -> Path:
    """The page of the class in the folder `into`; its path.

    The page without names has a name of its own, so that one never passes for the other. Students
    whose own pages lie in `<into>/feedback/` are linked to them.
    """
    path = into / ("class-without-names.html" if anonymous else "class.html")
    pages = {
        (card.student, card.assignment): quote(f"feedback/{_below(card)}")
        for card in cards
        if _is_safe(card) and (into / "feedback" / _below(card)).is_file()
    }
    _write(path, class_page(cards, order=order, anonymous=anonymous, pages=pages))
    return path


def write_student_page(
    card: Scorecard,
    into: Path,
    questions: Sequence[Question],
    source: Path,
    illustrations: Sequence[Illustration] = (),
) -> Path:
    """One student's page at `<into>/<student>/<assignment>/<assignment>.html`, as nbgrader lays
    feedback out; its path.

    `source` is the assignment's source notebook. A name that would lead out of `into` raises
    `UsageError`.
    """
    if not _is_safe(card):
        raise UsageError(
            f"{card.student!r}, {card.assignment!r}: these cannot be the names of folders, so no "
            "page was written"
        )
    path = into / _below(card)
    html = student_page(
        card,
        asked=tasks(questions, source),
        errata=errata(card.assignment),
        illustrations=illustrations,
    )
    _write(path, html)
    return path


def _is_safe(card: Scorecard) -> bool:
    """Whether student and assignment can name folders without leading anywhere else."""
    names = (card.student, card.assignment)
    return not any(name in ("", ".", "..") or {*name} & {"\0", os.sep, os.altsep} for name in names)


def _below(card: Scorecard) -> str:
    return f"{card.student}/{card.assignment}/{card.assignment}.html"


def _write(path: Path, html: str) -> None:
    try:
        write_whole(path, [html.encode("utf-8", "replace")])
    except OSError as error:
        raise AutograderError(f"{path}: cannot be written ({error.strerror})") from error
