"""Choosing the notebooks of a hand-in's folder that count.

The name says which one counts, or that it is the only one that was worked on. Where neither does,
nothing is guessed: the submission says what to do.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from autograder.course import Course
from autograder.errors import UnreadableNotebookError
from autograder.files import printable
from autograder.grading.folders import below, is_file, kind, size_of
from autograder.grading.likeness import meant
from autograder.grading.submissions import Submission
from autograder.model import Note
from autograder.notebook.content import MAX_BYTES, every_cell, notebook_bytes, parsed

NOTEBOOK = ".ipynb"
MOST_COMPARED = 20
"""How many notebooks of one hand-in are looked into, `MAX_BYTES` of them at most. Where there are
more, only the one with the right name can count."""


class Chooser:
    """Chooses among the notebooks of each hand-in to one course."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._released = cache(_texts)

    def in_folder(
        self, folder: Path, student: str, assignment: str, notes: tuple[Note, ...]
    ) -> Submission:
        """The submission in the folder of one student for one assignment."""
        names = self._course.notebook_names(assignment)
        first = folder / f"{names[0]}{NOTEBOOK}"
        found = Submission(student, assignment, first, folder=folder, notes=notes, names=names[:1])
        left_out: list[Note] = []
        entries = dict(below(folder, left_out))
        if unread := [note.text for note in left_out if note.where == "."]:
            return replace(found, problem=unread[0])
        there = {path: entry for path, entry in entries.items() if path.suffix.lower() == NOTEBOOK}
        notebooks = sorted(path for path, entry in there.items() if is_file(entry))
        for usual in (Path(f"{name}{NOTEBOOK}") for name in names):
            if usual in there and not is_file(there[usual]):
                why = f"the notebook is no file that is read: {kind(there[usual])}"
                return replace(found, path=folder / usual, problem=why)
            if usual not in there and _is_file(folder / usual):
                notebooks.append(usual)  # not reached: too many other names came first
        many = len(notebooks) > MOST_COMPARED or _size(there.values()) > MAX_BYTES
        if len(names) > 1:
            return self._each(found, names, notebooks, many=many)
        if notebooks:
            return self._one(found, notebooks, many=many)
        others = {str(path) if is_file(entry) else kind(entry) for path, entry in entries.items()}
        problem = f"no notebook {file_names(names)} was handed in"
        if others:
            problem += f", but {', '.join(map(printable, sorted(others)[:5]))}"
        return replace(found, problem="; ".join((problem, *map(str, left_out[:3]))))

    def _each(
        self, found: Submission, names: Sequence[str], notebooks: Sequence[Path], *, many: bool
    ) -> Submission:
        """The submission with each of several notebooks, chosen among those of its name."""
        theirs = {n: [p for p in notebooks if meant(p.stem, names) == n] for n in names}
        lacking = [name for name in names if not theirs[name]]
        other = [path for path in _on_top(notebooks) if meant(path.stem, names) is None]
        if lacking and (other or len(lacking) == len(names)):
            problem = f"no notebook {file_names(lacking, ' or ')} was handed in"
            if other:
                problem += f", but {file_names([p.stem for p in other])}: rename it, or take it out"
            return replace(found, problem=problem)
        chosen = [
            self._one(replace(found, names=(name,)), those, many=many)
            for name, those in theirs.items()
            if those
        ]
        if doubtful := [one for one in chosen if one.problem]:
            return doubtful[0]
        return replace(
            found,
            path=chosen[0].path,
            others=tuple(one.path for one in chosen[1:]),
            names=tuple(name for one in chosen for name in one.names),
            notes=tuple(dict.fromkeys(note for one in chosen for note in one.notes)),
        )

    def _one(self, found: Submission, notebooks: Sequence[Path], *, many: bool) -> Submission:
        """The submission with the one of `notebooks` that counts; `found` has its name.

        If the student worked on some of them, only those count: the only one, or the only one with
        the right name. Notebooks in deeper folders count only if none at the top was worked on. If
        there are too `many`, only the name decides.
        """
        (name,) = found.names
        folder, usual = found.path.parent, Path(f"{name}{NOTEBOOK}")
        worked: list[Path] = []
        if many:
            notebooks = [path for path in notebooks if path == usual] or notebooks
        elif len(notebooks) > 1:
            worked = [path for path in notebooks if self._is_worked(folder / path, found)]
            on_top = _on_top(notebooks)
            if on_top and (set(on_top) & set(worked) or not self._original(found)):
                notebooks, worked = on_top, _on_top(worked)
        counting = worked or notebooks
        if len(counting) > 1:
            counting = [path for path in counting if path.name == usual.name]
        if len(counting) != 1:
            problem = (
                f"several notebooks were handed in ({', '.join(map(printable, notebooks[:5]))}): "
                f"keep only the one that counts, as {usual}"
            )
            return replace(found, problem=problem)
        (chosen,) = counting
        notes = found.notes
        if chosen != usual:
            rest = "; what lies beside it is as it was released, or another notebook"
            notes = (*notes, taken(str(chosen), name, rest if len(worked) == 1 else ""))
        elif copies := [printable(p) for p in notebooks if p != chosen and meant(p.stem, [name])]:
            left = f"{chosen} was graded, and not what lies beside it: {copies[0]}"
            notes = (*notes, Note("left-out", left))
        return replace(found, path=folder / chosen, notes=notes)

    def _is_worked(self, path: Path, found: Submission) -> bool:
        """Whether it is the notebook that `found` is of, and no longer as it was released."""
        original = self._original(found)
        texts = _texts(path)
        return texts != original and bool(set(texts) & set(original))

    def _original(self, found: Submission) -> tuple[str, ...]:
        """The cells as they were released; none where the notebook was not released from here."""
        released = self._course.release_path(found.assignment)
        return self._released(released.with_name(f"{found.names[0]}{NOTEBOOK}"))


def _texts(path: Path) -> tuple[str, ...]:
    """The texts of a notebook's cells that say anything; none where it cannot be read."""
    try:
        cells = every_cell(parsed(notebook_bytes(path)))
    except UnreadableNotebookError:
        return ()
    return tuple(filter(None, (cell.text.strip() for cell in cells)))


def _on_top(notebooks: Sequence[Path]) -> list[Path]:
    return [path for path in notebooks if len(path.parts) == 1]


def _size(entries: Iterable[os.DirEntry[str]]) -> int:
    """Bytes of those that are small enough to be read."""
    sizes = (size_of(entry) or 0 for entry in entries)
    return sum(size for size in sizes if size <= MAX_BYTES)


def _is_file(path: Path) -> bool:
    return os.path.isfile(path) and not os.path.islink(path)


def taken(what: str, name: str, rest: str = "") -> Note:
    """Says that a file or a folder was taken for what it can only mean."""
    return Note("name", f"{printable(what)} was taken for {name}{rest}")


def file_names(names: Sequence[str], between: str = ", ") -> str:
    """The files of the notebooks with these names."""
    return between.join(printable(f"{name}{NOTEBOOK}") for name in names[:5])
