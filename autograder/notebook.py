"""Reading notebooks: the instructor's, and those that students hand in.

A submission is untrusted text. It is read as JSON with limits on its size. Nothing in it is
believed but the source of its code cells: points, locked cells and the list of questions come
from the course's source notebook.
"""

import ast
import hashlib
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

from autograder.errors import CourseError, SubmissionError, UnreadableNotebookError
from autograder.files import read_regular
from autograder.model import CHECK, Note, question_of
from autograder.names import bound, brought, given_values, meet, nodes, read
from autograder.sandbox.harmless import is_printable, words
from autograder.sandbox.terms import Cell

MAX_BYTES = 64 * 2**20
"""The largest file that is read. Outputs saved in a notebook are most of a large one."""

MAX_MEMORY_BYTES = 180 * 2**20
"""What a file may take while it is read: itself, its text, and what is made of that."""

MAX_OLD_BYTES = 4 * 2**20
"""The largest file in an old format, which nbformat takes long to bring to today's."""

MAX_CELLS = 2000

MAX_CODE = 1_000_000
"""Characters of all the cells of a notebook that are run, together."""

MAX_NAME_CHARACTERS = 200

SHOW = "show-"
_WIDE = re.compile(rb"[\xf0-\xf4]|\\u[dD][89abAB]")
METHOD_MARKS = "method_marks"
_CODE = re.compile(
    r"^[ \t]*(?:@|(?:>>> )?(?:import|from|def|class)\b|\w+[ \t]*=(?!=))", re.MULTILINE
)
"""Where code begins, below magics and words."""
_FENCED = re.compile(r"^[ \t]*```.*\n((?:(?![ \t]*```).*\n)*)", re.MULTILINE)


CHANGED = "a cell of the instructor's that was changed; what it holds was run"
UNREAD = "a damaged cell was left out: it has no text that can be read"
TURNED = "a function in a cell that is no code cell; it was run (Jupyter's key Y makes it one)"


@dataclass(frozen=True)
class CodeCell:
    """One code cell: nbgrader's name for it (empty where it has none) and its text."""

    grade_id: str
    source: str

    @property
    def title(self) -> str:
        """What to call it: nbgrader's name, or else its first line that is more than an import."""
        lines = [line.strip() for line in self.source.splitlines() if line.strip()]
        telling = [line for line in lines if not line.startswith(("import ", "from ", "#"))]
        return self.grade_id or words(repr((telling or lines or [""])[0][:40]), MAX_NAME_CHARACTERS)


def to_run(cell: CodeCell, times: Counter[str]) -> Cell:
    """A cell as it is run, named by its title. Of unnamed ones that begin alike the later are
    numbered, by how many `times` a title was met, so that none is taken for another.
    """
    times[cell.title] += 1
    again = f" ({times[cell.title]})" if times[cell.title] > 1 else ""
    return Cell(cell.title + again, cell.source)


@dataclass(frozen=True)
class SourceNotebook:
    """What the instructor's notebook says of its assignment.

    `points` maps each function that is checked to its points, `method_marks` some of them to the
    share that one known mistake leaves of what it costs. `locked` are the code cells that students
    cannot change and that their functions may need, in order. `ignored` are the check cells and
    demonstrations, text by name, and `playground` holds the texts of the nameless cells that invite
    to play.
    """

    path: Path
    points: Mapping[str, float]
    method_marks: Mapping[str, float]
    locked: tuple[CodeCell, ...]
    ignored: Mapping[str, str]
    playground: frozenset[str]
    sha256: str


@dataclass(frozen=True)
class StudentNotebook:
    """A submission as read: its code cells in their order, and what was odd about the file.

    `texts` are those Markdown and raw cells that look like code, and `lost` nbgrader's names of
    code cells whose text is not there, or is no text.
    """

    cells: tuple[CodeCell, ...]
    sha256: str
    notes: tuple[Note, ...] = ()
    texts: tuple[CodeCell, ...] = ()
    lost: tuple[str, ...] = ()

    def require_text(self, answered: Set[str]) -> None:
        """Raise `SubmissionError` where a cell that was to be `answered` has lost its text."""
        if lost := answered & {*self.lost}:
            raise SubmissionError(
                f"the file is damaged: the text of the cell {', '.join(sorted(lost))} is not in "
                "it, so nobody knows what was written there: save the notebook again, and hand it "
                "in again"
            )


@dataclass(frozen=True)
class Assembled:
    """The cells to run for a grade, which of them are the student's, and what is odd of those."""

    cells: tuple[CodeCell, ...]
    own: tuple[CodeCell, ...]
    notes: tuple[Note, ...]


def read_source(path: Path) -> SourceNotebook:
    """Read an instructor's notebook. Raises `CourseError` where it is missing or unreadable."""
    data, _, cells = read_instructors(path)
    points: dict[str, float] = {}
    method_marks: dict[str, float] = {}
    locked: list[CodeCell] = []
    ignored: dict[str, str] = {}
    playground: set[str] = set()
    for cell in cells:
        marks, text = cell.marks, cell.text
        name = marks.get("grade_id", "")
        if (marks.get("grade") and marks.get("solution")) or marks.get("task"):
            worth(path, marks)  # a person gives these points, and they have to be some
        elif marks.get("grade"):
            if not name.startswith(CHECK):
                raise CourseError(
                    f"{path}: the autograded cell {name!r} must be called {CHECK}<function>"
                )
            points[question_of(name)] = worth(path, marks)
            method_marks |= {question_of(name): m for m in _method_marks(path, name, text)}
            ignored[name] = text
        elif marks.get("locked") and cell.kind == "code":
            if name.startswith(SHOW):
                ignored[name] = text
            else:
                locked.append(CodeCell(name, text))
        elif not marks and cell.kind == "code":
            playground.add(text)
    return SourceNotebook(
        path=path,
        points=points,
        method_marks=method_marks,
        locked=tuple(locked),
        ignored=ignored,
        playground=frozenset(playground),
        sha256=_digest(data),
    )


def worth(path: Path, marks: Mapping[str, Any]) -> float:
    """The points of a cell of an instructor's, which nbgrader keeps beside its name. Raises
    `CourseError` where it has no name, or they are none.
    """
    name, points = marks.get("grade_id", ""), marks.get("points")
    number = type(points) in (int, float)
    if points is None or not number or not 0 <= points <= sys.float_info.max:  # nan is neither
        stands = "none" if points is None else f"{points!r}"
        raise CourseError(
            f"{path}: the points of the cell {name!r} are a number of 0 or more, and here stands "
            f"{stands}: correct it in nbgrader's column of the cell"
        )
    if not name:
        raise CourseError(f"{path}: a cell with points has no grade_id: give it one")
    return float(points)


def _method_marks(path: Path, name: str, text: str) -> Iterator[float]:
    """The share that a check cell grants, `check(..., method_marks=0.5)`; nothing without it."""
    calls = [node for node in nodes(text) if isinstance(node, ast.Call)]
    for keyword in (keyword for call in calls for keyword in call.keywords):
        if keyword.arg == METHOD_MARKS:
            share = _number(keyword.value)
            if not 0 <= share <= 1:  # nan is neither
                raise CourseError(
                    f"{path}: {METHOD_MARKS} in the cell {name!r} is a number from 0 to 1, and "
                    f"here stands {ast.unparse(keyword.value)}"
                )
            yield share


def _number(node: ast.expr) -> float:
    value = node.value if isinstance(node, ast.Constant) else None
    return float(value) if isinstance(value, (int, float)) else math.nan


def notebooks_digest(paths: Iterable[Path]) -> str:
    """What tells one notebook, or several of one hand-in, from others.

    Raises `UnreadableNotebookError`.
    """
    return joined_digest([_digest(notebook_bytes(path)) for path in paths])


def joined_digest(digests: Sequence[str]) -> str:
    """The digest of one hand-in, of those of its notebooks, in their order."""
    return digests[0] if len(digests) == 1 else _digest("".join(digests).encode())


@dataclass(frozen=True)
class NotebookCell:
    """Any cell of a notebook: its type, nbgrader's marks on it, and its text; a `damaged` one has
    none, or none that is text."""

    kind: str
    marks: Mapping[str, Any]
    text: str
    damaged: bool = False


def read_cells(data: bytes) -> list[NotebookCell]:
    """A notebook's cells in order, but for damaged ones and too long ones.

    Raises `UnreadableNotebookError` where `data` is no notebook.
    """
    cells = _cells(parsed(data))
    return [cell for cell in cells if not cell.damaged and len(cell.text) <= MAX_CODE]


def read_instructors(path: Path) -> tuple[bytes, Mapping[str, Any], list[NotebookCell]]:
    """An instructor's notebook: the file's content, its metadata and its cells of any length.

    Raises `CourseError` where it is missing or unreadable.
    """
    try:
        data = path.read_bytes()
        content = parsed(data)
        cells = _cells(content)
    except OSError as error:
        raise CourseError(
            f"{path}: the source notebook cannot be read ({error.strerror})"
        ) from error
    except UnreadableNotebookError as error:
        raise CourseError(f"{path}: the source notebook is broken: {error}") from error
    for number, cell in enumerate(cells, 1):
        if cell.damaged:
            raise CourseError(
                f"{path}: cell {number} of the source notebook is no cell or has no text: give it "
                "one, or take it out"
            )
    names = [cell.marks.get("grade_id", "") for cell in cells if cell.marks]
    for name in names:
        if name and names.count(name) > 1:
            raise CourseError(f"{path}: two cells have the grade_id {name!r}: give each its own")
    metadata = content.get("metadata")
    return data, metadata if isinstance(metadata, dict) else {}, cells


def kernel_language(metadata: Mapping[str, Any]) -> str:
    """The language of a notebook's kernel in small letters; Python where the file does not say."""
    for entry, key in (("kernelspec", "language"), ("language_info", "name")):
        told = metadata.get(entry)
        if isinstance(told, dict) and isinstance(told.get(key), str):
            return str(told[key]).lower()
    return "python"


def notebook_bytes(path: Path) -> bytes:
    """The content of a student's file. Raises `UnreadableNotebookError` where it cannot be had."""
    try:
        return read_regular(path, MAX_BYTES)
    except OSError as error:
        more = ": clear its outputs and save it again" if error.errno is None else ""
        raise UnreadableNotebookError(
            f"the file cannot be read ({error.strerror}){more}"
        ) from error


def read_submission(path: Path) -> StudentNotebook:
    """Read a student's notebook.

    Raises `UnreadableNotebookError`, with a line that says what to do, where it is not one.
    """
    data = notebook_bytes(path)
    notes: list[Note] = []
    cells, texts, lost = [], [], []
    room = MAX_CODE
    for cell in _cells(parsed(data)):
        text, name, code = cell.text, _name(cell), cell.kind == "code"
        if cell.damaged:
            notes.append(Note("left-out", UNREAD))
            if code:
                lost.append(name)
            continue
        if not (code or name or "def " in text or "lambda" in text):
            continue
        if len(text) > room:
            if code:
                said = f"a code cell of {len(text)} characters was left out: it is too long"
                notes.append(Note("left-out", said))
            continue
        room -= len(text)
        if code:
            cells.append(CodeCell(name, text))
        else:
            inside = "\n".join(_FENCED.findall(text)) or text
            begins = _CODE.search(inside)
            code_alone = inside[begins.start() :] if begins else inside
            texts.append(CodeCell(name, dedent(code_alone)))
    told = tuple(dict.fromkeys(notes))
    return StudentNotebook(tuple(cells), _digest(data), told, tuple(texts), tuple(lost))


def cell_texts(data: bytes) -> tuple[str, ...]:
    """The texts of all cells of a notebook that say anything, in order, without outer spaces.

    Raises `UnreadableNotebookError`.
    """
    texts = (cell.text.strip() for cell in _cells(parsed(data)))
    return tuple(filter(None, texts))


def assemble(source: SourceNotebook, submission: StudentNotebook) -> Assembled:
    """The cells to run for a grade.

    The instructor's locked cells come first, as the instructor wrote them, whether or not the
    submission still has them. Check cells and demonstrations are left out: the grader asks its
    own questions; so is a cell to play in that was left as it came, unless what it defines is
    used elsewhere. Everything else runs as the student wrote it, in the student's order.

    What a student added to one of the instructor's cells is run as well; behind it, a locked cell
    is run again as it should be. A function in a Markdown or raw cell is run at the end, if it is
    asked for and no code cell has it.
    """
    locked = {cell.grade_id: cell for cell in source.locked}
    given = {**source.ignored} | {name: cell.source for name, cell in locked.items()}
    cells = [c for c in submission.cells if c.source.strip()]
    own = [c for c in cells if c.grade_id not in given or adds(c.source, given[c.grade_id])]
    changed = [c for c in own if c.grade_id in given]
    turned = [c for c in submission.texts if given_values(c.source) & source.points.keys()]
    if turned:
        found = set().union(*(bound(cell.source) for cell in own))
        turned = [c for c in turned if not given_values(c.source) & source.points.keys() <= found]
    own += turned
    left = untouched([c.source for c in own], source.playground)
    kept = [c for c in own if c.source not in left]
    behind = {c: locked[c.grade_id] for c in changed if c.grade_id in locked}
    run = [cell for c in kept for cell in (c, behind.get(c)) if cell is not None]
    return Assembled(
        (*source.locked, *run),
        tuple(kept),
        (
            *(Note("changed", CHANGED, c.grade_id) for c in changed),
            *(Note("changed", TURNED, c.title) for c in turned),
        ),
    )


def untouched(
    cells: Sequence[str], playground: frozenset[str], used: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Those of `cells` that are left as they came, to play in, and bind or import nothing that
    another of them reads, or that is `used` elsewhere.
    """
    used = used.union(*(read(text) for text in cells if text not in playground))
    left = {text for text in cells if text in playground}
    while needed := {text for text in left if meet(used, brought(text))}:
        left -= needed
        used = used.union(*(read(text) for text in needed))  # one may need another
    return frozenset(left)


def adds(text: str, original: str) -> bool:
    """Whether `text` has a line that `original` lacks."""
    lines = {line.strip() for line in original.splitlines()}
    return any(line.strip() not in lines for line in text.splitlines() if line.strip())


def parsed(data: bytes) -> dict[str, Any]:
    """A notebook's JSON, in format 4. Raises `UnreadableNotebookError`."""
    if _memory(data) > MAX_MEMORY_BYTES:
        raise UnreadableNotebookError(
            "the file would take more memory than a notebook may: clear its outputs and save it "
            "again"
        )
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableNotebookError(
            "the file is not text in UTF-8, so it is no notebook"
        ) from error
    except RecursionError as error:
        raise UnreadableNotebookError("the file is nested too deeply to be a notebook") from error
    except ValueError as error:
        raise UnreadableNotebookError(
            f"the file is no notebook, or was cut off while saving or uploading ({_first(error)}): "
            "open it in Jupyter and save it again"
        ) from error
    if not isinstance(content, dict):
        raise UnreadableNotebookError("the file is JSON but no notebook")
    version = content.get("nbformat")
    if not isinstance(version, int) or isinstance(version, bool):
        raise UnreadableNotebookError("the file is JSON but no notebook (it names no nbformat)")
    if version < 4:
        return _upgraded(data, version)
    if version > 4:
        raise UnreadableNotebookError(
            f"the notebook is in format {version}, newer than the 4 that is read: save it in "
            "notebook format 4"
        )
    return content


def _memory(data: bytes) -> int:
    """Bytes that reading this JSON takes at most.

    One character outside of the alphabets gives all characters of its text four bytes. A value
    takes 72 bytes, a list 16 more, an object 40 more, and each entry of one 120 more.
    """
    wide = 4 if _WIDE.search(data) else 1 if data.isascii() and b"\\u" not in data else 2
    values = 72 * data.count(b",") + 88 * data.count(b"[") + 112 * data.count(b"{")
    return (1 + 2 * wide) * len(data) + values + 120 * data.count(b":")


def _upgraded(data: bytes, version: int) -> dict[str, Any]:
    """A notebook of an older format in today's, by nbformat's own rules."""
    import nbformat

    if len(data) > MAX_OLD_BYTES:
        raise UnreadableNotebookError(
            f"the notebook is in the old format {version}, and large: open it in Jupyter and save "
            "it again"
        )
    try:
        upgraded: dict[str, Any] = nbformat.reads(data.decode("utf-8-sig"), as_version=4)
    except Exception as error:
        raise UnreadableNotebookError(
            f"the notebook is in the old format {version} and could not be brought to format 4 "
            f"({type(error).__name__}): open it in Jupyter and save it again"
        ) from error
    return upgraded


def _cells(content: Mapping[str, Any]) -> list[NotebookCell]:
    entries = content.get("cells")
    if not isinstance(entries, list):
        raise UnreadableNotebookError("the notebook has no list of cells")
    if len(entries) > MAX_CELLS:
        raise UnreadableNotebookError(
            f"the notebook has {len(entries)} cells, more than {MAX_CELLS}"
        )
    return [_cell(entry if isinstance(entry, dict) else {}) for entry in entries]


def _cell(entry: Mapping[str, Any]) -> NotebookCell:
    metadata, text = entry.get("metadata"), _text(entry)
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    kind, marks = str(entry.get("cell_type")), marks if isinstance(marks, dict) else {}
    return NotebookCell(kind, marks, text or "", damaged=text is None)


def _name(cell: NotebookCell) -> str:
    """nbgrader's name for a student's cell; empty where it is none that could be printed."""
    name = cell.marks.get("grade_id")
    printable = isinstance(name, str) and len(name) <= MAX_NAME_CHARACTERS and is_printable(name)
    return str(name) if printable else ""


def _text(entry: Mapping[str, Any]) -> str | None:
    text = entry.get("source")
    if isinstance(text, list) and all(isinstance(line, str) for line in text):
        text = "".join(text)
    return text.replace("\r\n", "\n") if isinstance(text, str) else None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _first(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
