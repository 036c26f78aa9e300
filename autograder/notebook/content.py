"""Any notebook: its bytes, its JSON and its cells.

It is untrusted text, which is read as JSON with limits on its size.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import UnreadableNotebookError
from autograder.files import digest, read_regular
from autograder.sandbox.harmless import words

MAX_BYTES = 64 * 2**20
"""The largest file that is read. Outputs saved in a notebook are most of a large one."""

MAX_MEMORY_BYTES = 180 * 2**20
"""What a file may take while it is read: itself, its text, and what is made of that."""

MAX_OLD_BYTES = 4 * 2**20
"""The largest file in an old format, which nbformat takes long to bring to today's."""

MAX_LEVELS = 100
"""Lists and objects within each other: nbformat and nbgrader go through them by recursion."""

MAX_CELLS = 2000

MAX_CODE = 1_000_000
"""Characters of all the cells of a notebook that are run, together."""

MAX_NAME_CHARACTERS = 200

_DEEP = "the file is nested too deeply to be a notebook"
_WIDE = re.compile(rb"[\xf0-\xf4]|\\u[dD][89abAB]")


@dataclass(frozen=True)
class NotebookCell:
    """Any cell of a notebook: its type, nbgrader's marks on it, and its text; a `damaged` one has
    none, or none that is text."""

    kind: str
    marks: Mapping[str, Any]
    text: str
    damaged: bool = False

    @property
    def by_person(self) -> bool:
        """Whether a person gives its points."""
        graded_answer = self.marks.get("grade") and self.marks.get("solution")
        return bool(self.marks.get("task") or graded_answer)


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


def read_cells(data: bytes) -> list[NotebookCell]:
    """A notebook's cells in order, but for damaged ones and too long ones.

    Raises `UnreadableNotebookError` where `data` is no notebook.
    """
    cells = every_cell(parsed(data))
    return [cell for cell in cells if not cell.damaged and len(cell.text) <= MAX_CODE]


def notebook_bytes(path: Path) -> bytes:
    """The content of a student's file. Raises `UnreadableNotebookError` where it cannot be had."""
    try:
        return read_regular(path, MAX_BYTES)
    except OSError as error:
        more = ": clear its outputs and save it again" if error.errno is None else ""
        raise UnreadableNotebookError(
            f"the file cannot be read ({error.strerror}){more}"
        ) from error


def joined_digest(digests: Sequence[str]) -> str:
    """The digest of one hand-in, of those of its notebooks, in their order."""
    return digests[0] if len(digests) == 1 else digest("".join(digests).encode())


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
        raise UnreadableNotebookError(_DEEP) from error
    except ValueError as error:
        raise UnreadableNotebookError(
            f"the file is no notebook, or was cut off while saving or uploading ({error}): "
            "save the notebook in Jupyter and use that file"
        ) from error
    if not isinstance(content, dict):
        raise UnreadableNotebookError("the file is JSON but no notebook")
    if _levels(content) > MAX_LEVELS:
        raise UnreadableNotebookError(_DEEP)
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


def _levels(content: dict[str, Any]) -> int:
    """How many lists and objects lie within each other."""
    levels = 0
    here: list[Any] = [content]
    while here:
        levels += 1
        parts = (part.values() if isinstance(part, dict) else part for part in here)
        here = [inner for part in parts for inner in part if isinstance(inner, dict | list)]
    return levels


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


def every_cell(content: Mapping[str, Any]) -> list[NotebookCell]:
    """All cells in order. Raises `UnreadableNotebookError` where `content` is no notebook's."""
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


def _text(entry: Mapping[str, Any]) -> str | None:
    text = entry.get("source")
    if isinstance(text, list) and all(isinstance(line, str) for line in text):
        text = "".join(text)
    return text.replace("\r\n", "\n") if isinstance(text, str) else None
