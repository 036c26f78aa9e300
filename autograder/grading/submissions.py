"""Finding submissions: single notebooks, or nbgrader's tree `<student>/<assignment>/<notebook>`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import UsageError

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Submission:
    """One student's notebook for one assignment.

    `problem` says why it cannot be graded, where that shows before it is opened.
    """

    student: str
    assignment: str
    path: Path
    problem: str = ""


def find(paths: Iterable[Path], assignments: Iterable[str]) -> Iterator[Submission]:
    """The submissions at `paths`, sorted within each. `assignments` are the names of the course.

    A path that does not exist gives a submission with a problem, so that the others are graded.
    """
    known = frozenset(assignments)
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path, known)
        elif path.exists():
            yield _single(path, known)
        else:
            yield Submission(UNKNOWN, path.stem, path, "there is no such file or folder")


def _single(path: Path, known: frozenset[str]) -> Submission:
    student, name = UNKNOWN, path.stem
    parents = path.resolve().parents
    if len(parents) > 1 and parents[0].name in known and parents[1].name:
        student, name = parents[1].name, parents[0].name
    if name not in known:
        return Submission(student, name, path, _unknown(name, known))
    return Submission(student, name, path)


def _in_folder(root: Path, known: frozenset[str]) -> Iterator[Submission]:
    """Every `<student>/<assignment>` folder at or below `root`."""
    folders = sorted(_assignment_folders(root, known))
    if not folders:
        for path in sorted(root.glob("*.ipynb")):
            yield _single(path, known)
    for folder in folders:
        yield _handed_in(folder)


def _assignment_folders(folder: Path, known: frozenset[str]) -> Iterator[Path]:
    """Folders that bear an assignment's name. Links to folders are not followed further."""
    if folder.resolve().name in known:
        yield folder
    below = [(folder, entry) for entry in _entries(folder)]
    while below:
        parent, entry = below.pop()
        if not entry.is_dir():
            continue
        path = parent / entry.name
        linked = entry.is_symlink()
        if (path.resolve().name if linked else entry.name) in known:
            yield path
        if not linked:
            below += [(path, further) for further in _entries(path)]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        return list(os.scandir(folder))
    except OSError as error:
        raise UsageError(f"{folder}: the folder cannot be read ({error.strerror})") from error


def _handed_in(folder: Path) -> Submission:
    whole = folder.resolve()
    student, name = whole.parent.name or UNKNOWN, whole.name
    named = folder / f"{name}.ipynb"
    notebooks = [named] if named.is_file() else sorted(folder.glob("*.ipynb"))
    if len(notebooks) == 1:
        if not notebooks[0].resolve().is_relative_to(whole):
            problem = "the notebook is a link that leads out of the submission"
            return Submission(student, name, notebooks[0], problem)
        return Submission(student, name, notebooks[0])
    if not notebooks:
        return Submission(student, name, named, f"no notebook {name}.ipynb was handed in")
    problem = f"several notebooks were handed in and none is called {name}.ipynb"
    return Submission(student, name, named, problem)


def _unknown(name: str, known: frozenset[str]) -> str:
    return f"no assignment is called {name!r}; the course has {', '.join(sorted(known))}"
