"""What a student wrote, and the instructor's texts, as HTML that does nothing and loads nothing."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any

from nbformat import NotebookNode

from autograder.deadline import deadline
from autograder.errors import OutOfTimeError
from autograder.gradebook.attached import as_html
from autograder.gradebook.readable import TEXT_CHARACTERS, weight
from autograder.marking.formulas import drawn
from autograder.sandbox import harmless

ANSWER_CHARACTERS = 50_000
"""A longer text is shown as it was typed, up to here."""

COMPARING_SECONDS = 1.0
"""Two texts of 5,000 characters can be such that comparing them takes a minute."""

NOT_SHOWN = (
    "<p><strong>A part of this answer cannot be shown here. Open the student's notebook, in the "
    "folder autograded/, in Jupyter.</strong></p>"
)

_IMAGES = ("image/png", "image/jpeg")


def text(markdown: str, attachments: Mapping[str, Any] = MappingProxyType({})) -> str:
    """Markdown as harmless HTML with its formulas and pictures drawn."""
    return drawn(harmless.html(as_html(markdown, attachments)))


def answer(cells: Sequence[NotebookNode]) -> str:
    """The cells of an answer: text, code and what it showed."""
    return "\n".join(map(_shown, cells))


def _shown(cell: NotebookNode) -> str:
    try:
        begins = escape(cell.source[:ANSWER_CHARACTERS])
        if cell.cell_type != "markdown":
            outputs = map(_output, cell.get("outputs", []))
            return "".join([f"<pre class='code'>{begins}</pre>", *outputs])
        if weight(cell) > TEXT_CHARACTERS:
            return f"<pre>{begins} […]</pre>"
        return text(cell.source, cell.get("attachments", {}))
    except Exception:  # noqa: BLE001  (whatever strangers typed)
        return NOT_SHOWN


def typed(cells: Iterable[NotebookNode]) -> str:
    """The same as plain text: what is kept of an answer that was marked, and compared later."""
    return "\n\n".join(str(cell.source) for cell in cells)


def changed(before: str, now: str) -> str:
    """What was taken out and put in, word by word, since `before`."""
    try:
        with deadline(COMPARING_SECONDS):
            old, new = (re.findall(r"\s+|\w+|[^\w\s]", version) for version in (before, now))
            steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    except OutOfTimeError:
        return f"<del>{escape(before[:ANSWER_CHARACTERS])}</del>"
    parts = []
    for kind, a, b, c, d in steps:
        gone, come = escape("".join(old[a:b])), escape("".join(new[c:d]))
        if kind == "equal":
            parts.append(gone)
            continue
        parts += [f"<del>{gone}</del>"] * bool(gone.strip())
        parts += [f"<ins>{come}</ins>" if come.strip() else come]
    return "".join(parts)


def _output(output: Mapping[str, Any]) -> str:
    data = output.get("data", {})
    for kind in _IMAGES:
        if isinstance(data.get(kind), str):
            source = f"data:{kind};base64,{''.join(data[kind].split())}"
            return harmless.html(f'<img alt="a picture that the cell drew" src="{source}">')
    if isinstance(data.get("text/html"), str):
        html = harmless.html(data["text/html"])
        return drawn(html) if len(html) <= TEXT_CHARACTERS else html
    words = data.get("text/plain") or output.get("text") or output.get("evalue") or ""
    return f"<pre>{escape(str(words)[:ANSWER_CHARACTERS])}</pre>" if words else ""
