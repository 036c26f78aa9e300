"""What the instructor's notebook says of a written question: its text, the model answer, the mark
scheme, and what each item of that earns.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from autograder.notebook.content import NotebookCell

_BEGIN = re.compile(r"^.*BEGIN MARK SCHEME.*\n?", re.MULTILINE)
_END = re.compile(r"^.*END MARK SCHEME.*\n?", re.MULTILINE)
_SOLUTION = re.compile(r"^.*\b(?:BEGIN|END) SOLUTION\b.*\n?", re.MULTILINE)
_HEADING = re.compile(r"^[^\w\n]{0,4}mark(?:ing)? scheme[^\w\n]*", re.MULTILINE | re.IGNORECASE)
_ITEM = re.compile(
    r"^[ \t#]*[-*+] +(?P<points>[+−-]?[\d½¼¾./]+)(?: *points?)? *: *(?P<text>.+(?:\n[ \t]+\S.*)*)$",
    re.MULTILINE,
)
_PARTS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}


@dataclass(frozen=True)
class Scheme:
    """Texts in Markdown; `items` are (points, text) of the scheme's list, in its order."""

    asked: str = ""
    model: str = ""
    remarks: str = ""
    items: tuple[tuple[float, str], ...] = ()


def read_scheme(cells: Sequence[NotebookCell], name: str) -> Scheme:
    """The scheme of the question in the cell `name`; empty where there is no such cell."""
    places = [n for n, cell in enumerate(cells) if cell.marks.get("grade_id") == name]
    if not places:
        return Scheme()
    place = places[0]
    before: list[str] = []
    for cell in reversed(cells[:place]):
        if cell.kind != "markdown" or cell.by_person:
            break
        before.insert(0, cell.text)
    text = cells[place].text
    if cells[place].marks.get("task"):
        rest, scheme = _parted(text)
        return _made("\n\n".join([*before, rest]), "", scheme)
    model, scheme = _parted(_SOLUTION.sub("", text))
    if cells[place].kind == "code":
        model = f"~~~~\n{model.strip()}\n~~~~"
    return _made("\n\n".join(before), model, scheme)


def points_of(text: str) -> float | None:
    """`1`, `0.5`, `1/2`, `½`, `1½` and the like with a sign, as a number; None for others."""
    sign = -1 if text.startswith(("-", "−")) else 1
    digits = text.lstrip("+-−")
    part = _PARTS.get(digits[-1:], Fraction(0))
    whole = digits[:-1] if part else digits
    try:
        return float(sign * (Fraction(whole or 0) + part)) if digits else None
    except (ValueError, ZeroDivisionError):
        return None


def _parted(text: str) -> tuple[str, str]:
    """What stands outside the mark scheme, and the scheme."""
    begin = _BEGIN.search(text)
    if begin:
        end = _END.search(text, begin.end())
        stop = end.start() if end else len(text)
        return text[: begin.start()] + text[end.end() if end else stop :], text[begin.end() : stop]
    heading = _HEADING.search(text)
    return (text[: heading.start()], text[heading.end() :]) if heading else (text, "")


def _made(asked: str, model: str, scheme: str) -> Scheme:
    found = [(points_of(item["points"]), item["text"]) for item in _ITEM.finditer(scheme)]
    items = tuple((points, " ".join(text.split())) for points, text in found if points is not None)
    remarks = _ITEM.sub("", scheme) if items else scheme
    return Scheme(asked.strip(), model.strip(), remarks.strip(), items)
