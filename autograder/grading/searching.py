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
from autograder.files import shown
from autograder.grading.likeness import meant, resembled, uploaded
from autograder.grading.submissions import (
    UNKNOWN,
    Submission,
    below,
    is_file,
    is_folder,
    left_by_machine,
    size_of,
)
from autograder.model import Note, Scorecard, Stray
from autograder.notebook import MAX_BYTES, cell_texts, notebook_bytes, notebooks_digest
from autograder.sandbox.harmless import is_name, is_plain

NOTEBOOK = ".ipynb"
MOST_COMPARED = 20
"""How many notebooks of one hand-in are looked into, `MAX_BYTES` of them at most. Where there are
more, only the one with the right name can count."""

MOST_NAMED = 20
"""How many strays of one folder are named; the others are only counted."""

NO_NAME = "a character in its name cannot be in a student's name: rename it"

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


def graded_notebooks(card: Scorecard, course: Course) -> dict[str, Path]:
    """The files that `card` is of, by the part of a question's name that tells them apart; none
    where they are gone or no longer what was graded.
    """
    several = len(course.notebook_paths(card.assignment)) > 1
    for first in (Path(card.notebook), course.root / card.notebook):
        given = {"": first}
        if several:
            given = Search(course).handed_in(card, first).given
        with suppress(UnreadableNotebookError):
            if notebooks_digest(given.values()) == card.sha256:
                return given
    return {}


def _place(path: Path) -> Path:
    """Where it is, however it was named: a path may be given twice."""
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
            several = " and ".join(shown(s.path) for s in same[:MOST_NAMED])
            problem = f"handed in {len(same)} times, {several}: leave the one that counts"
            yield replace(submission, problem=problem, folder=None)


class Search:
    """Looks through paths for submissions to one course."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._known = course.names
        self._originals: dict[Path, tuple[str, ...]] = {}

    def handed_in(self, card: Scorecard, path: Path) -> Submission:
        """The submission that `card` is of: its notebook is at `path`."""
        around = self.hand_in_around(_place(path))
        if self._course.is_ordinary(card.assignment):
            if around:
                return self.in_folder(around[2], card.student, card.assignment)
            return self._alone(card.student, card.assignment, path)
        folder = around[2] if around else None
        return Submission(card.student, card.assignment, path, folder=folder)

    def at(self, path: Path) -> Met:
        """What lies at a path that was given."""
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            why = "there is no such file or folder"
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                why = f"it cannot be read ({error.strerror})"
            yield Submission(UNKNOWN, shown(path.stem), path, why)
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
        around = self.hand_in_around(whole)
        name = meant(path.stem, self._known)
        if around is not None:
            student, assignment, folder = around
            notes = _renamed(folder.name, assignment)
            if self._course.is_ordinary(assignment):  # one of several notebooks, perhaps
                return self.in_folder(folder, student, assignment, notes)
            return Submission(student, assignment, path, folder=folder, notes=notes)
        if path.suffix.lower() != NOTEBOOK and name is None:
            return Stray(shown(path), "no notebook")
        if name is None:
            problem = (
                f"no assignment is called {shown(path.stem)!r}; the course has "
                f"{', '.join(sorted(self._known))}: name the file after its assignment"
            )
            return Submission(UNKNOWN, shown(path.stem), path, problem)
        by = uploaded(path.stem) if path.stem not in self._known else None
        student = self._student_around(whole) or (by.student if by else UNKNOWN)
        return self._elsewhere(student, name, path)

    def _folder(self, path: Path, whole: Path) -> Met:
        """A folder that was given, wherever it lies in the tree."""
        around = self.hand_in_around(whole)
        student = self._student_around(whole)
        if around is not None:
            owner, assignment, folder = around
            notes = _renamed(folder.name, assignment)
            yield self.in_folder(path if folder == whole else folder, owner, assignment, notes)
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
        submitted = Path(os.path.realpath(self._course.submitted))
        if whole == submitted or not whole.is_relative_to(submitted):
            return None
        return whole.relative_to(submitted).parts[0]

    def hand_in_around(self, whole: Path) -> tuple[str, str, Path] | None:
        """Student, assignment and folder of the outermost hand-in that a path lies in."""
        if (student := self._student_around(whole)) is not None:
            theirs = Path(os.path.realpath(self._course.submitted), student)
            folder = theirs.joinpath(*whole.relative_to(theirs).parts[:1])
            name = self._named(folder) if folder != theirs and folder.is_dir() else None
            return (student, name, folder) if name else None
        for folder in reversed([whole, *whole.parents]):
            if folder.name in self._known and folder.is_dir():
                return folder.parent.name or UNKNOWN, folder.name, folder
        return None

    def _class(self, root: Path) -> Met:
        """A folder of students' folders, or of loose notebooks."""
        try:
            entries = _entries(root)
        except OSError as error:
            yield Stray(shown(root), f"the folder cannot be read ({error.strerror})")
            return
        flat = not any(is_folder(entry) for entry in entries)
        strays: list[Stray] = []
        for entry in entries:
            path = root / entry.name
            if not is_name(entry.name):
                strays.append(Stray(shown(path), NO_NAME))
            elif is_folder(entry) and (name := meant(entry.name, self._known)):
                why = "an assignment's folder without a student's folder around it"
                strays.append(Stray(shown(path), why, shown(root / "<student>" / name)))
            elif is_folder(entry):
                yield from self._of_student(path, entry.name)
            elif not is_file(entry):
                strays.append(Stray(shown(path), _kind(entry)))
            else:
                met = self._loose(path, flat=flat)
                if isinstance(met, Stray):
                    strays.append(met)
                else:
                    yield met
        yield from _few(root, strays)

    def _loose(self, path: Path, *, flat: bool) -> Submission | Stray:
        """A file among students' folders: from a platform's archive, or of no student."""
        name = meant(path.stem, self._known)
        if path.suffix.lower() == NOTEBOOK and name:
            by = uploaded(path.stem) if path.stem not in self._known else None
            if by or flat:
                return self._elsewhere(by.student if by else UNKNOWN, name, path)
            place = path.parent / "<student>" / name / f"{name}{NOTEBOOK}"
            return Stray(shown(path), "a notebook in no student's folder", shown(place))
        if path.suffix.lower() == NOTEBOOK:
            only = self._known[0] if len(self._known) == 1 else "<assignment>"
            place = path.parent / path.stem / only / f"{only}{NOTEBOOK}"
            return Stray(shown(path), "a notebook that names no assignment", shown(place))
        return Stray(shown(path), "no notebook")

    def _elsewhere(self, student: str, name: str, path: Path) -> Submission:
        """A notebook that lies in no folder of its own."""
        notes = () if path.name == f"{name}{NOTEBOOK}" else (_taken(path.name, name),)
        return self._alone(student, name, path, notes)

    def _alone(
        self, student: str, name: str, path: Path, notes: tuple[Note, ...] = ()
    ) -> Submission:
        names = self._names(name)
        page = meant(path.stem, names) if len(names) > 1 else names[0]
        found = Submission(student, name, path, notes=notes, names=(page,) if page else ())
        if page is None:
            several = f"{name} has several notebooks, {_listed(names)}"
            return replace(found, problem=f"{several}: put them into a folder called {name}")
        return found

    def _names(self, assignment: str) -> tuple[str, ...]:
        return tuple(path.stem for path in self._course.notebook_paths(assignment))

    def _of_student(self, folder: Path, student: str) -> Met:
        """One student's folder: hand-ins in it, in their order, then what is none."""
        hand_ins: list[Submission] = []
        strays: list[Stray] = []
        try:
            entries = _entries(folder)
        except OSError as error:
            yield Stray(shown(folder), f"the folder cannot be read ({error.strerror})")
            return
        if not entries:
            strays.append(Stray(shown(folder), "an empty folder"))
        for entry in entries:
            path = folder / entry.name
            met: Submission | Stray
            if is_folder(entry):
                met = self._folder_of_student(path, student)
            elif not is_file(entry):
                met = Stray(shown(path), _kind(entry))
            else:
                met = self._file_of_student(path, student)
            if isinstance(met, Stray):
                strays.append(met)
            else:
                hand_ins.append(met)
        order = {name: number for number, name in enumerate(sorted(self._known))}
        yield from sorted(hand_ins, key=lambda s: (order[s.assignment], s.path))
        yield from _few(folder, strays)

    def _folder_of_student(self, path: Path, student: str) -> Submission | Stray:
        name = self._named(path)
        if name is not None:
            return self.in_folder(path, student, name, _renamed(path.name, name))
        inside = {meant(p.name, self._known) for p in _folders(path)}
        inside |= {meant(p.stem, self._known) for p in _notebooks(path)}
        inside -= {None}
        found = inside.pop() if len(inside) == 1 else resembled(path.name, self._known)
        place = shown(path.parent / found) if found else None
        return Stray(shown(path), "a folder that names no assignment of the course", place)

    def _named(self, folder: Path) -> str | None:
        """The assignment that a student's folder is for."""
        if not is_plain(folder.name):
            return None
        name = meant(folder.name, self._known)
        if name is None and (like := resembled(folder.name, self._known)):
            inside = {meant(p.stem, self._known) for p in _notebooks(folder)}
            if inside == {like}:  # the names of the folder and of its notebook agree
                name = like
        return name

    def _file_of_student(self, path: Path, student: str) -> Submission | Stray:
        name = meant(path.stem, self._known)
        place = shown(path.parent / name / f"{name}{NOTEBOOK}") if name else None
        if path.suffix.lower() != NOTEBOOK:
            return Stray(shown(path), "no notebook", place)
        if name is None or not is_plain(path.name):
            return Stray(shown(path), "a notebook that names no assignment of the course", place)
        note = Note("name", f"it lay in the student's folder, outside one called {name}")
        return self._alone(student, name, path, (note,))

    def in_folder(
        self, folder: Path, student: str, assignment: str, notes: tuple[Note, ...] = ()
    ) -> Submission:
        """The submission in the folder of one student for one assignment."""
        names = self._names(assignment)
        aside: list[Note] = []
        entries = dict(below(folder, aside))
        there = {path: entry for path, entry in entries.items() if path.suffix.lower() == NOTEBOOK}
        notebooks = sorted(path for path, entry in there.items() if is_file(entry))
        first = folder / f"{names[0]}{NOTEBOOK}"
        found = Submission(student, assignment, first, folder=folder, notes=notes, names=names[:1])
        if unread := [note.text for note in aside if note.where == "."]:
            return replace(found, problem=unread[0])
        for path in (Path(f"{name}{NOTEBOOK}") for name in names):
            if path not in entries and _is_file(folder / path):
                notebooks.append(path)  # not reached: too many other names came first
            if path in there and not is_file(there[path]):
                why = f"the notebook is no file that is read: {_kind(there[path])}"
                return replace(found, path=folder / path, problem=why)
        direct = [path for path in notebooks if len(path.parts) == 1]
        sizes = (size_of(entry) or 0 for entry in there.values())
        readable = sum(size for size in sizes if size <= MAX_BYTES)
        many = len(notebooks) > MOST_COMPARED or readable > MAX_BYTES
        if len(names) > 1:
            return self._each(found, names, notebooks, many=many)
        (name,) = names
        if many:
            return self._by_name(found, notebooks)
        if len(notebooks) > len(direct) and not any(
            self._worked(folder / p, found) for p in direct
        ):
            direct = notebooks if self._original(found) else direct or notebooks
        if direct:
            return self._chosen(found, direct)
        others = sorted({_kind(entry) if not is_file(entry) else str(path)
                         for path, entry in entries.items()})  # fmt: skip
        why = f"no notebook {name}{NOTEBOOK} was handed in"
        if others:
            why += f", but {', '.join(map(shown, others[:5]))}"
        return replace(found, problem="; ".join((why, *map(str, aside[:3]))))

    def _each(
        self, found: Submission, names: Sequence[str], notebooks: Sequence[Path], *, many: bool
    ) -> Submission:
        """The submission with each of several notebooks: of those whose names can only mean it,
        the one that counts.
        """
        theirs = {n: [p for p in notebooks if meant(p.stem, names) == n] for n in names}
        lacking = [name for name in names if not theirs[name]]
        direct = [path for path in notebooks if len(path.parts) == 1]
        other = [path for path in direct if meant(path.stem, names) is None]
        if lacking and (other or len(lacking) == len(names)):
            problem = f"no notebook {_listed(lacking, ' or ')} was handed in"
            if other:
                problem += f", but {_listed([p.stem for p in other])}: rename it, or take it out"
            return replace(found, problem=problem)
        choose = self._by_name if many else self._chosen
        chosen = [choose(replace(found, names=(n,)), theirs[n]) for n in names if theirs[n]]
        if doubtful := [one for one in chosen if one.problem]:
            return doubtful[0]
        return replace(
            found,
            path=chosen[0].path,
            others=tuple(one.path for one in chosen[1:]),
            names=tuple(name for one in chosen for name in one.names),
            notes=tuple(dict.fromkeys(note for one in chosen for note in one.notes)),
        )

    def _by_name(self, found: Submission, notebooks: Sequence[Path]) -> Submission:
        """The same as `_chosen`, where there is too much to be looked into."""
        (name,) = found.names
        usual = [path for path in notebooks if path == Path(f"{name}{NOTEBOOK}")]
        if len(notebooks) > 1 and not usual:
            return replace(found, problem=_several(notebooks, name))
        return self._chosen(found, usual or notebooks)

    def _chosen(self, found: Submission, notebooks: Sequence[Path]) -> Submission:
        """The submission with the notebook that counts, where one does beyond doubt."""
        assert found.folder is not None
        (name,) = found.names
        usual = [path for path in notebooks if path.name == f"{name}{NOTEBOOK}"]
        chosen = notebooks[0] if len(notebooks) == 1 else usual[0] if len(usual) == 1 else None
        said = ""
        if len(notebooks) > 1:
            worked = [path for path in notebooks if self._worked(found.folder / path, found)]
            if chosen is not None and chosen not in worked and len(worked) > 1:
                chosen = None
            if len(worked) == 1 and chosen != worked[0]:
                chosen = worked[0]
                said = "; what lies beside it is as it was released, or another notebook"
        if chosen is None:
            return replace(found, problem=_several(notebooks, name))
        notes = found.notes
        if said or str(chosen) != f"{name}{NOTEBOOK}":
            notes = (*notes, _taken(str(chosen), name, said))
        elif copies := [shown(p) for p in notebooks if p != chosen and meant(p.stem, [name])]:
            left = f"{chosen} was graded, and not what lies beside it: {copies[0]}"
            notes = (*notes, Note("left-out", left))
        return replace(found, path=found.folder / chosen, notes=notes)

    def _worked(self, path: Path, found: Submission) -> bool:
        """Whether it is the notebook that `found` is of, and no longer as it was released."""
        original = self._original(found)
        try:
            texts = cell_texts(notebook_bytes(path))
        except UnreadableNotebookError:
            return False
        return texts != original and bool(set(texts) & set(original))

    def _original(self, found: Submission) -> tuple[str, ...]:
        released = self._course.release_path(found.assignment)
        released = released.with_name(f"{found.names[0]}{NOTEBOOK}")
        if released not in self._originals:
            try:
                texts = cell_texts(notebook_bytes(released))
            except UnreadableNotebookError:
                texts = ()  # not released from here: nothing can be told from it
            self._originals[released] = texts
        return self._originals[released]


def _taken(what: str, name: str, said: str = "") -> Note:
    return Note("name", f"{shown(what)} was taken for {name}{said}")


def _renamed(folder: str, name: str) -> tuple[Note, ...]:
    return () if folder == name else (_taken(folder, name),)


def _listed(names: Sequence[str], between: str = ", ") -> str:
    return between.join(shown(f"{name}{NOTEBOOK}") for name in names[:5])


def _several(notebooks: Sequence[Path], name: str) -> str:
    named = ", ".join(map(shown, notebooks[:5]))
    return (
        f"several notebooks were handed in ({named}): leave the one that counts, as "
        f"{name}{NOTEBOOK}"
    )


def _few(folder: Path, strays: Sequence[Stray]) -> Iterator[Stray]:
    # Those with a suggestion first.
    told = sorted(strays, key=lambda stray: stray.did_you_mean is None)
    yield from told[:MOST_NAMED]
    if len(strays) > MOST_NAMED:
        more = len(strays) - MOST_NAMED
        yield Stray(shown(folder / "..."), f"and {more} more in this folder, none a submission")


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder but what machines leave, by name. Raises `OSError`."""
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if not left_by_machine(entry.name)]
    return sorted(found, key=lambda entry: entry.name)


def _readable(folder: Path) -> list[os.DirEntry[str]]:
    """The same; nothing where the folder cannot be read."""
    try:
        return _entries(folder)
    except OSError:
        return []


def _folders(folder: Path) -> list[os.DirEntry[str]]:
    return [entry for entry in _readable(folder) if is_folder(entry)]


def _notebooks(folder: Path) -> list[Path]:
    files = [folder / entry.name for entry in _readable(folder) if is_file(entry)]
    return [path for path in files if path.suffix.lower() == NOTEBOOK]


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _kind(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "a link, and links are not followed"
    return "neither a file nor a folder"
