"""The files beside a notebook while it is graded: the instructor's and the student's.

Where both have one of a name, the instructor's is used, as `nbgrader autograde` does. A module of
Python's or of a library wins over a file of the same name.
"""

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course
from autograder.files import printable, read_regular
from autograder.grading.folders import MOST_BYTES, beside, is_in_the_way
from autograder.grading.submissions import Submission
from autograder.model import Note


@dataclass(frozen=True)
class Material:
    """Contents by their paths beside the notebook, and what the student is told of them."""

    files: Mapping[str, bytes]
    notes: tuple[Note, ...] = ()

    @property
    def digest(self) -> str:
        """A digest of all files; empty where there are none."""
        digest = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            digest.update(f"{name}\n{len(content)}\n".encode())
            digest.update(content)
        return digest.hexdigest() if self.files else ""


def released(course: Course, assignment: str, folder: Path | None = None) -> dict[str, bytes]:
    """The files that students were given with an assignment's notebook, or will be: those of its
    release, or of another one in `folder`.
    """
    folder = folder or course.release_folder(assignment)
    if not folder.is_dir():
        folder = course.source_folder(assignment)
    declared = {path.name for path in course.declaration_paths(assignment)}
    found = beside(folder).files
    return {str(p): (folder / p).read_bytes() for p in found if p.name not in declared}


def material(course: Course, submission: Submission) -> Material:
    """What lies beside a submission's notebook while it is graded. Never raises for a student's.

    Of a notebook in a folder within the hand-in's, what lies beside it is beside it here, too.
    """
    given = released(course, submission.assignment)
    if submission.folder is None:
        return Material(given)
    found = beside(submission.folder)
    files, notes = dict(given), list(found.left_out)
    there = list(map(Path, given))
    inner = os.path.relpath(*map(os.path.realpath, (submission.path.parent, submission.folder)))
    for where in sorted(found.files, key=lambda path: not path.is_relative_to(inner)):
        path = where.relative_to(inner) if where.is_relative_to(inner) else where
        content, name = _read(submission.folder / where), str(path)
        if content is None or printable(name) != name:
            notes.append(Note("left-out", "it cannot be read here", printable(name)))
        elif name in given and content != given[name]:
            said = "it differs from the one that was released, which is used"
            notes.append(Note("changed", said, name))
        elif is_in_the_way(path, there):
            said = "something else has this name, and is used"
            notes.append(Note("left-out", said, name))
        elif not path.name.startswith(".") and name not in ("timestamp.txt", *files):
            files[name] = content
            there.append(path)
            notes += _hidden(path)
    return Material(files, tuple(notes))


def _read(path: Path) -> bytes | None:
    try:
        return read_regular(path, MOST_BYTES)
    except OSError:
        return None


def _hidden(path: Path) -> Iterator[Note]:
    python = (*sys.stdlib_module_names, "test")
    if len(path.parts) == 1 and path.suffix == ".py" and path.stem in python:
        said = f"Python has a module {path.stem}, and that is what `import` finds"
        yield Note("name", said, str(path))
