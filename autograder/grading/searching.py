"""Finding submissions: single notebooks, or nbgrader's tree `<student>/<assignment>/<notebook>`.

Whatever lies below the given paths comes out as a submission, as part of one, or as a stray with
the reason why it is none. Where a name or a place can only mean one thing, it is taken for that,
with a note; nothing is guessed. The first folder of a tree is the student, and whatever lies
further down is that student's, however it is called.
"""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from autograder.course import Course
from autograder.errors import UnreadableNotebookError
from autograder.files import printable
from autograder.grading.choosing import NOTEBOOK, Chooser, file_names, taken
from autograder.grading.folders import is_file, is_folder, kind, left_by_machine
from autograder.grading.likeness import meant, resembled, uploaded
from autograder.grading.submissions import UNKNOWN, Submission
from autograder.model import Note, Scorecard, Stray
from autograder.sandbox.harmless import is_name, is_printable
from autograder.wording import listed

MOST_NAMED = 20
"""How many strays of one folder are named; the others are only counted."""

NO_NAME = (
    "its name has more than 250 bytes, or a character that cannot be in a student's name: rename it"
)

Met: TypeAlias = Iterator["Submission | Stray"]


@dataclass(frozen=True)
class Found:
    """What lies at the given paths."""

    submissions: tuple[Submission, ...]
    strays: tuple[Stray, ...]


def find(paths: Iterable[Path], course: Course) -> Found:
    """The submissions to `course` at `paths`, sorted within each, and what is none.

    A path that does not exist gives a submission with a problem, so that the others are graded.
    Of two hand-ins of one student for one assignment neither is graded. Never raises for what
    lies there.
    """
    search = Search(course)
    places: set[Path] = set()
    submissions: list[Submission] = []
    strays: dict[str, Stray] = {}
    for path in paths:
        for met in search.at(path):
            if isinstance(met, Stray):
                strays[met.path] = met
            elif (place := _place(met.path)) not in places:
                places.add(place)
                named = is_name(met.student)
                submissions.append(met if named else replace(met, problem=NO_NAME, folder=None))
    return Found(tuple(_one_each(submissions)), tuple(strays.values()))


def _place(path: Path) -> Path:
    """The real place of a path, so that one that is given twice in two ways is found once."""
    return Path(os.path.realpath(path.parent), path.name)


def _one_each(submissions: Sequence[Submission]) -> Iterator[Submission]:
    by_student: dict[tuple[str, str], list[Submission]] = {}
    for submission in submissions:
        by_student.setdefault((submission.student, submission.assignment), []).append(submission)
    for submission in submissions:
        same = by_student[submission.student, submission.assignment]
        if submission.student == UNKNOWN or len(same) == 1:
            yield submission
        elif submission is same[0]:
            several = listed([_where(s) for s in same[:MOST_NAMED]])
            problem = f"handed in {len(same)} times, {several}: keep only the one that counts"
            yield replace(submission, problem=problem, folder=None)


def _where(submission: Submission) -> str:
    """Where it lies; of a folder without a notebook, what it has in its place."""
    path = submission.path
    there = os.path.lexists(path)
    return printable(path) if there else f"{printable(path.parent)} (without a notebook)"


class Search:
    """Looks through paths for submissions to one course."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._known = course.names
        self._submitted = Path(os.path.realpath(course.submitted))
        self._chooser = Chooser(course)

    def graded(self, card: Scorecard) -> Submission | None:
        """The submission that `card` is of; None where it is gone or no longer what was graded."""
        for path in (Path(card.notebook), self._course.root / card.notebook):
            submission = self.handed_in(card, path)
            with suppress(UnreadableNotebookError):
                if submission.digest() == card.sha256:
                    return submission
        return None

    def handed_in(self, card: Scorecard, path: Path) -> Submission:
        """The submission that `card` is of: its notebook is at `path`."""
        around = self._hand_in_around(_place(path))
        if around is None:
            return self._alone(card.student, card.assignment, path)
        return self.by_notebook(path, around[2], card.student, card.assignment)

    def by_notebook(
        self, path: Path, folder: Path, student: str, assignment: str, notes: tuple[Note, ...] = ()
    ) -> Submission:
        """The submission in `folder` whose notebook at `path` was named: that one counts. An
        ordinary assignment may have several, and is graded as a whole.
        """
        if self._course.is_ordinary(assignment):
            return self._chooser.in_folder(folder, student, assignment, notes)
        return Submission(student, assignment, path, folder=folder, notes=notes)

    def at(self, path: Path) -> Met:
        """What lies at a path that was given."""
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            why = "there is no such file or folder"
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                why = f"it cannot be read ({error.strerror})"
            yield Submission(UNKNOWN, printable(path.stem), path, why)
            return
        whole = Path(os.path.realpath(path))
        if not stat.S_ISDIR(mode):
            yield self._single(path, whole)
        elif whole == Path(os.path.realpath(self._course.root)) and self._course.submitted.is_dir():
            yield from self._class(path / self._course.submitted.name)
        else:
            yield from self._folder(path, whole)

    def _single(self, path: Path, whole: Path) -> Submission | Stray:
        """A file that was given by its own path. A link to it is the caller's, and followed."""
        path = whole if path.is_symlink() else path
        if (around := self._hand_in_around(whole)) is not None:
            student, assignment, folder = around
            return self.by_notebook(
                path, folder, student, assignment, _renamed(folder.name, assignment)
            )
        name = meant(path.stem, self._known)
        if path.suffix.lower() != NOTEBOOK and name is None:
            return Stray(printable(path), "no notebook")
        if name is None:
            problem = (
                f"no assignment is called {printable(path.stem)!r}; the course has "
                f"{', '.join(sorted(self._known))}: name the file after its assignment"
            )
            return Submission(UNKNOWN, printable(path.stem), path, problem)
        by = uploaded(path.stem, self._known)
        student = self._student_around(whole) or (by.student if by else UNKNOWN)
        return self._alone(student, name, path)

    def _folder(self, path: Path, whole: Path) -> Met:
        """A folder that was given, wherever it lies in the tree."""
        around = self._hand_in_around(whole)
        student = self._student_around(whole)
        if around is not None:
            owner, assignment, folder = around
            notes = _renamed(folder.name, assignment)
            yield self._chooser.in_folder(
                path if folder == whole else folder, owner, assignment, notes
            )
        elif student is not None:
            yield from self._of_student(path, student)
        elif whole.name != self._course.submitted.name and any(
            entry.name in self._known for entry in _folders(path)
        ):
            yield from self._of_student(path, whole.name)
        else:
            yield from self._class(path)

    def _student_around(self, whole: Path) -> str | None:
        """Whose folder in the course's `submitted/` a path lies in."""
        if whole == self._submitted or not whole.is_relative_to(self._submitted):
            return None
        return whole.relative_to(self._submitted).parts[0]

    def _hand_in_around(self, whole: Path) -> tuple[str, str, Path] | None:
        """Student, assignment and folder of the outermost hand-in that a path lies in."""
        if (student := self._student_around(whole)) is not None:
            theirs = self._submitted / student
            folder = theirs.joinpath(*whole.relative_to(theirs).parts[:1])
            name = self._assignment_of(folder) if folder != theirs and folder.is_dir() else None
            return (student, name, folder) if name else None
        course = Path(os.path.realpath(self._course.root))  # it may bear an assignment's name
        for folder in reversed([whole, *whole.parents]):
            if course.is_relative_to(folder):
                continue
            if folder.name in self._known and folder.is_dir():
                return folder.parent.name or UNKNOWN, folder.name, folder
        return None

    def _class(self, root: Path) -> Met:
        """A folder of students' folders, or of loose notebooks."""
        entries, strays = _entries(root)
        flat = not any(is_folder(entry) for entry in entries)
        for entry in entries:
            path = root / entry.name
            met = self._among_students(path, entry, flat=flat)
            if met is None:
                yield from self._of_student(path, entry.name)
            elif isinstance(met, Stray):
                strays.append(met)
            else:
                yield met
        yield from _few(root, strays)

    def _among_students(
        self, path: Path, entry: os.DirEntry[str], *, flat: bool
    ) -> Submission | Stray | None:
        """What lies among students' folders; None for one of these folders."""
        if not is_name(entry.name):
            return Stray(printable(path), NO_NAME)
        if is_folder(entry):
            name = meant(entry.name, self._known)
            why = "an assignment's folder without a student's folder around it"
            place = path.parent / "<student>" / (name or "")
            return Stray(printable(path), why, printable(place)) if name else None
        if not is_file(entry):
            return Stray(printable(path), kind(entry))
        if path.suffix.lower() != NOTEBOOK:
            return Stray(printable(path), "no notebook")
        name = meant(path.stem, self._known)
        if name is None:
            only = self._known[0] if len(self._known) == 1 else "<assignment>"
            place = path.parent / path.stem / only / f"{only}{NOTEBOOK}"
            return Stray(printable(path), "a notebook that names no assignment", printable(place))
        by = uploaded(path.stem, self._known)
        if by or flat:
            return self._alone(by.student if by else UNKNOWN, name, path)
        place = path.parent / "<student>" / name / f"{name}{NOTEBOOK}"
        return Stray(printable(path), "a notebook in no student's folder", printable(place))

    def _alone(self, student: str, name: str, path: Path) -> Submission:
        """A notebook that lies in no folder of its own."""
        names = self._course.notebook_names(name)
        page = meant(path.stem, names) if len(names) > 1 else names[0]
        notes = () if path.name == f"{name}{NOTEBOOK}" else (taken(path.name, name),)
        found = Submission(student, name, path, notes=notes, names=(page,) if page else ())
        if page is None:
            several = f"{name} has several notebooks, {file_names(names)}"
            return replace(found, problem=f"{several}: put them into a folder called {name}")
        return found

    def _of_student(self, folder: Path, student: str) -> Met:
        """One student's folder: hand-ins in it, in their order, then what is none."""
        hand_ins: list[Submission] = []
        entries, strays = _entries(folder)
        if not entries and not strays:
            strays.append(Stray(printable(folder), "an empty folder"))
        for entry in entries:
            path = folder / entry.name
            met: Submission | Stray
            if is_folder(entry):
                met = self._folder_of_student(path, student)
            elif not is_file(entry):
                met = Stray(printable(path), kind(entry))
            else:
                met = self._file_of_student(path, student)
            if isinstance(met, Stray):
                strays.append(met)
            else:
                hand_ins.append(met)
        yield from sorted(hand_ins, key=lambda s: (s.assignment, s.path))
        yield from _few(folder, strays)

    def _folder_of_student(self, path: Path, student: str) -> Submission | Stray:
        name = self._assignment_of(path)
        if name is not None:
            return self._chooser.in_folder(path, student, name, _renamed(path.name, name))
        inside = {meant(p.name, self._known) for p in _folders(path)}
        inside |= {meant(p.stem, self._known) for p in _notebooks(path)}
        inside -= {None}
        found = inside.pop() if len(inside) == 1 else resembled(path.name, self._known)
        place = printable(path.parent / found) if found else None
        return Stray(printable(path), "a folder that names no assignment of the course", place)

    def _assignment_of(self, folder: Path) -> str | None:
        """The assignment that a student's folder is for."""
        if not is_printable(folder.name):
            return None
        name = meant(folder.name, self._known)
        if name is None and (like := resembled(folder.name, self._known)):
            inside = {meant(p.stem, self._known) for p in _notebooks(folder)}
            if inside == {like}:  # the names of the folder and of its notebook agree
                name = like
        return name

    def _file_of_student(self, path: Path, student: str) -> Submission | Stray:
        name = meant(path.stem, self._known)
        place = printable(path.parent / name / f"{name}{NOTEBOOK}") if name else None
        if path.suffix.lower() != NOTEBOOK:
            return Stray(printable(path), "no notebook", place)
        if name is None or not is_printable(path.name):
            return Stray(
                printable(path), "a notebook that names no assignment of the course", place
            )
        note = Note("name", f"it lay in the student's folder, outside one called {name}")
        return replace(self._alone(student, name, path), notes=(note,))


def _renamed(folder: str, name: str) -> tuple[Note, ...]:
    return () if folder == name else (taken(folder, name),)


def _few(folder: Path, strays: Sequence[Stray]) -> Iterator[Stray]:
    # Those with a suggestion first.
    told = sorted(strays, key=lambda stray: stray.did_you_mean is None)
    yield from told[:MOST_NAMED]
    if len(strays) > MOST_NAMED:
        more = len(strays) - MOST_NAMED
        yield Stray(printable(folder / "..."), f"and {more} more in this folder, none a submission")


def _entries(folder: Path) -> tuple[list[os.DirEntry[str]], list[Stray]]:
    """What lies in a folder but what machines leave, by name; or that it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if not left_by_machine(entry.name)]
    except OSError as error:
        return [], [Stray(printable(folder), f"the folder cannot be read ({error.strerror})")]
    return sorted(found, key=lambda entry: entry.name), []


def _folders(folder: Path) -> list[os.DirEntry[str]]:
    return [entry for entry in _entries(folder)[0] if is_folder(entry)]


def _notebooks(folder: Path) -> list[Path]:
    files = [folder / entry.name for entry in _entries(folder)[0] if is_file(entry)]
    return [path for path in files if path.suffix.lower() == NOTEBOOK]
