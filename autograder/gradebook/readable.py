r"""How much of a student's text a page holds: what nbgrader draws in seconds, whatever the text is.

nbgrader's feedback and formgrader draw code with Pygments and Markdown with mistune. Both take time
in proportion to the square of some texts: 90 KB of `a.b` in one line take 118 s, 180 KB of
`\begin{a}` take 70 s. A picture or an address that a text refers to is copied each time.
"""

import json
import re

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from autograder.gradebook.attached import PICTURE, pictures_of
from autograder.notebook.content import MAX_CODE

TEXT_CHARACTERS = 50_000
CODE_CHARACTERS = 20_000
LINE_CHARACTERS = 1_000
MOST_CHARACTERS = 200_000
"""Of all the texts of a page, and of all its code that is coloured."""

BEGINNING_CHARACTERS = 5_000
CUT = (
    "**This text is too long for this page, or holds too many pictures. It begins as below; all of "
    "it is in the file that was handed in.**\n\n"
)
LEFT_OUT = "# This cell is too long to be shown or run. It is in the file that was handed in.\n"

_OF_A_PICTURE = 100
"""So many characters of a picture take no longer than one character of text."""
_OF_A_REFERENCE = TEXT_CHARACTERS // 10_000
"""A text with an address that many links may use counts as so many times its length."""
_OPENING = re.compile(r"\\begin\{|\\\\[(\[]")
_OF_AN_OPENING = 500
"""The start of a formula takes as long as so many characters: its end is looked for everywhere."""
_BLANKS = re.compile(r"(?<![^\S\n])[^\S\n]{500}")
"""Blanks that nobody types: 20 KB of them in a heading take 4 s. The first has no blank before it:
otherwise a search starts at each blank, which takes two minutes for 50 MB of rows of 499."""

_GAP = re.compile(r"(?<!\s)(?:[^\S\r\n]*(?:\n|\r\n?)){20}")
"""Empty lines in code: 4,000 of them take Pygments 9 s; rows of 19 take as long as code does."""

_LANGUAGE = re.compile(
    r"(?<![^\r\n])([ \t>*+\-\d.)]*(?:`{3,}(?![^\r\n]*`)|~{3,}))[ \t]*[^\s`~][^\r\n]*"
)
"""What a text says after the fence of code in it: one of Pygments' hundreds of lexers."""


def make_readable(notebook: NotebookNode) -> None:
    """Cut the student's own texts, say of long code and of code in texts that it is not to be
    coloured, and give each text an attachment for every picture that it shows, in place.
    """
    texts = coloured = MOST_CHARACTERS
    code = MAX_CODE
    for cell in notebook.cells:
        marks = cell.metadata.get("nbgrader")
        if marks and (marks.get("locked") or marks.get("checksum") == compute_checksum(cell)):
            continue  # the instructor's text
        if cell.cell_type == "code":
            code -= len(cell.source)
            if code < 0:
                cell.source = LEFT_OUT
            if _is_slow(cell.source) or len(cell.source) > coloured:
                cell.metadata.magics_language = "text"
            else:
                coloured -= len(cell.source)
            continue
        cell.source = _LANGUAGE.sub(r"\1", cell.source)
        taken = weight(cell)
        if taken > min(TEXT_CHARACTERS, texts):
            taken = min(BEGINNING_CHARACTERS, max(texts, 0))
            typed = cell.source[:taken].splitlines()
            cell.source = CUT + "".join(f"    {line}\n" for line in typed)
        texts -= taken
    for cell in notebook.cells:
        held = cell.get("attachments", {})
        if cell.cell_type == "markdown" and (pictures := pictures_of(cell.source, held)):
            cell.attachments = {**held, **pictures}


def _is_slow(code: str) -> bool:
    is_long = len(code) > CODE_CHARACTERS or max(map(len, code.split("\n"))) > LINE_CHARACTERS
    return is_long or _GAP.search(code) is not None


def weight(cell: NotebookNode) -> int:
    """How many characters of plain text take as long to draw as a cell's own text."""
    text: str = cell.source
    if _BLANKS.search(text):
        return TEXT_CHARACTERS + 1
    held = cell.get("attachments", {})
    largest = max(map(len, map(json.dumps, held.values())), default=0)
    attached = text.count("![") * largest // _OF_A_PICTURE
    if "]:" in text:
        return _OF_A_REFERENCE * len(text) + attached
    inside = sum(map(len, PICTURE.findall(text)))
    openings = _OF_AN_OPENING * len(_OPENING.findall(text))
    return len(text) - inside + inside // _OF_A_PICTURE + attached + openings
