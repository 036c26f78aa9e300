"""A student's notebook. Nothing in it is believed but the source of its code cells."""

import re
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from autograder.errors import SubmissionError
from autograder.files import digest
from autograder.model import Note
from autograder.notebook.content import (
    MAX_CODE,
    MAX_NAME_CHARACTERS,
    CodeCell,
    NotebookCell,
    every_cell,
    notebook_bytes,
    parsed,
)
from autograder.sandbox.harmless import is_printable

_CODE = re.compile(
    r"^[ \t]*(?:@|(?:>>> )?(?:import|from|def|class)\b|\w+[ \t]*=(?!=))", re.MULTILINE
)
"""Where code begins, below magics and words."""
_FENCED = re.compile(r"^[ \t]*```.*\n((?:(?![ \t]*```).*\n)*)", re.MULTILINE)

UNREAD = "a damaged cell was left out: it has no text that can be read"


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

    @property
    def ids(self) -> set[str]:
        """nbgrader's names of the code cells."""
        return {cell.grade_id for cell in self.cells}

    def require_own(self, name: str, ids: Set[str], asked: Set[str], made: Set[str]) -> None:
        """Raise `SubmissionError` where this is not of the notebook called `name`: it has none of
        the cells `ids`, and of the names that are `asked` for it has `made` none.
        """
        if ids.isdisjoint(self.ids) and asked.isdisjoint(made):
            raise SubmissionError(
                "a notebook of another assignment: it has none of the cells and defines none of "
                f"the names that {name} asks for"
            )

    def require_text(self, answered: Set[str]) -> None:
        """Raise `SubmissionError` where a cell that was to be `answered` has lost its text."""
        if lost := answered & {*self.lost}:
            raise SubmissionError(
                f"the file is damaged: the text of the cell {', '.join(sorted(lost))} is not in "
                "it, so nobody knows what was written there: save the notebook again, and hand it "
                "in again"
            )


def read_submission(path: Path) -> StudentNotebook:
    """Read a student's notebook.

    Raises `UnreadableNotebookError`, with a line that says what to do, where it is not one.
    """
    data = notebook_bytes(path)
    notes: list[Note] = []
    cells, texts, lost = [], [], []
    room = MAX_CODE
    for cell in every_cell(parsed(data)):
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
            texts.append(CodeCell(name, _code_in(text)))
    told = tuple(dict.fromkeys(notes))
    return StudentNotebook(tuple(cells), digest(data), told, tuple(texts), tuple(lost))


def _code_in(text: str) -> str:
    """The code in the text of a cell that is no code cell, without what is said of it."""
    fenced = "\n".join(_FENCED.findall(text)) or text
    begins = _CODE.search(fenced)
    return dedent(fenced[begins.start() :] if begins else fenced)


def _name(cell: NotebookCell) -> str:
    """nbgrader's name for a student's cell; empty where it is none that could be printed."""
    name = cell.marks.get("grade_id")
    printable = isinstance(name, str) and len(name) <= MAX_NAME_CHARACTERS and is_printable(name)
    return str(name) if printable else ""
