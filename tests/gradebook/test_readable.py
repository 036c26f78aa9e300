"""What a page holds of a student's text: all that is honest, and what can be drawn of the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum

from autograder.gradebook.folder import read_submitted
from autograder.gradebook.readable import CUT, MOST_CHARACTERS, TEXT_CHARACTERS, make_readable
from autograder.notebook.content import MAX_CODE

ROOT = Path(__file__).parents[2]
PICTURE = "A" * 400_000
HEAVY = {
    "environments without end": "\\begin{a}" * 5_000,
    "formulas without end": "\\\\(" * 10_000,
    "blanks": "# a" + " " * 15_000 + "b",
    "rows of blanks that are just not too long": ("b" + " " * 499) * 20_000,
    "an address that stands once": f"[a]: http://{'x' * 9_000}\n" + "[a] " * 5_000,
    "a picture that stands once": f"![a][a] [a]: data:image/png;base64,{PICTURE}\n"
    + "![a][a]" * 99,
    "length": "*a " * TEXT_CHARACTERS,
    "pictures": f"![a](data:image/png;base64,{PICTURE * 25})",
}


def read(*cells: Any) -> list[Any]:
    notebook = new_notebook(cells=list(cells))
    make_readable(notebook)
    return list(notebook.cells)


@pytest.mark.parametrize("path", sorted(ROOT.glob("source/*/*.ipynb")), ids=lambda p: p.stem)
def test_an_honest_notebook_stays_as_it_is(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    before = json.dumps(notebook)
    make_readable(notebook)
    assert json.dumps(notebook) == before


def test_screenshots_stay_in_their_cell() -> None:
    attached = new_markdown_cell("".join(f"![](attachment:{n}.png)" for n in range(6)))
    attached["attachments"] = {f"{n}.png": {"image/png": PICTURE} for n in range(6)}
    inside = new_markdown_cell(f"![a](data:image/png;base64,{PICTURE})\n" * 6)
    before = json.dumps([attached, inside])
    assert json.dumps(read(attached, inside)) == before


@pytest.mark.parametrize("text", HEAVY.values(), ids=list(HEAVY))
def test_a_text_that_is_heavy_to_draw_is_shown_as_it_was_typed_and_cut(text: str) -> None:
    (cell,) = read(new_markdown_cell(text))
    assert cell.source.startswith(CUT + "    " + text[:5])
    assert len(cell.source) < 10_000


PNG = {"image/png": "iVBORw0KGgo="}


@pytest.mark.parametrize(
    ("text", "held", "source"),
    [
        ("![seen](attachment:a.png)", {"a.png": PNG}, "data:image/png;base64,iVBORw0KGgo="),
        ("![seen](<attachment:Ü 1.png>)", {"Ü 1.png": PNG}, "data:image/png;base64,iVBORw0KGgo="),
        ("![seen][a]\n\n[a]: attachment:a.png", {}, "data:text/plain;base64,"),
        ("![seen](attachment:b.png)", {"a.png": PNG}, "data:text/plain;base64,"),
        ("![seen](attachment&#58;a.png)", {"a.png": {}}, "data:text/plain;base64,"),
    ],
)
def test_a_page_shows_each_pasted_picture_and_words_for_one_that_is_not_there(
    text: str, held: Any, source: str
) -> None:
    cell = new_markdown_cell(text)
    cell["attachments"] = held
    exporter: Any = HTMLExporter
    page, _ = exporter().from_notebook_node(new_notebook(cells=read(cell)))
    assert f'<img alt="seen" src="{source}"/>' in page


def test_what_is_no_attachment_is_left_out() -> None:
    text = {"cell_type": "markdown", "attachments": {"a": 5, "b": PNG}}
    notebook = {"nbformat": 4, "cells": [text]}
    assert read_submitted(json.dumps(notebook).encode()).cells[0].attachments == {"b": PNG}


@pytest.mark.parametrize(
    ("identity", "minor", "kept"),
    [("a-1_B", 5, True), ("a b", 5, False), ("", 5, False), ("a" * 65, 5, False), ("a", 4, False)],
)
def test_an_id_with_which_nbgrader_makes_no_feedback_is_left_out(
    identity: str, minor: int, kept: bool
) -> None:
    cell = {"cell_type": "code", "id": identity}
    notebook = {"nbformat": 4, "nbformat_minor": minor, "cells": [cell]}
    page = read_submitted(json.dumps(notebook).encode())
    nbformat.validate(page)
    assert (page.cells[0].get("id") == identity) is kept


@pytest.mark.parametrize(
    "text", ["![a](attachment:a.png)", "![a](attachment&#58;a.png)", "[b]: ![a](attachment:a.png)"]
)
def test_a_picture_is_not_copied_without_end(text: str) -> None:
    cell = new_markdown_cell(text * 300)
    cell["attachments"] = {"a.png": {"image/png": PICTURE}}
    (cut,) = read(cell)
    assert cut.source.startswith(CUT)


def test_all_texts_together_have_an_end() -> None:
    cells = read(*(new_markdown_cell("word " * 9_000) for _ in range(50)))
    assert sum(len(cell.source.removeprefix(CUT)) for cell in cells) < 1.1 * MOST_CHARACTERS
    assert not cells[0].source.startswith(CUT)
    assert cells[-1].source == CUT


def test_code_that_is_slow_to_colour_is_shown_without() -> None:
    texts = ("a.b" * 1_000, "x = 1\n" * 9_000, ("x = 1" + " \n" * 49 + "y") * 9)
    *slow, usual = read(*map(new_code_cell, (*texts, "x = 1\n\n\n" + " " * 140 + "y = (1)")))
    assert tuple(cell.source for cell in slow) == texts
    assert [cell.metadata for cell in slow] == [{"magics_language": "text"}] * 3
    assert usual.metadata == {}


@pytest.mark.parametrize("fence", ["```python", "~~~ ipython3 `", "> - ```python x=1", "a\r```\tc"])
def test_code_in_a_text_is_not_coloured_whatever_language_it_names(fence: str) -> None:
    (cell,) = read(new_markdown_cell(f"{fence}\nx = 1\n"))
    exporter: Any = HTMLExporter
    page, _ = exporter().from_notebook_node(new_notebook(cells=[cell]))
    assert "x = 1" in page
    assert 'class="highlight"' not in page


@pytest.mark.parametrize(
    "text", ["```\nx\n```", "use ```x = 1``` and ```y```", "~~~~\nx\n~~~~", "a ~ b"]
)
def test_text_that_names_no_language_stays(text: str) -> None:
    assert read(new_markdown_cell(text))[0].source == text


def test_an_answer_that_nobody_touched_stays_as_it_was_released() -> None:
    marks = {"grade_id": "a", "grade": True, "solution": True, "points": 1, "locked": False}
    cell = new_markdown_cell("```python\nx\n```", metadata={"nbgrader": marks})
    cell.metadata.nbgrader.checksum = compute_checksum(cell)
    assert read(cell)[0].source == "```python\nx\n```"


def test_code_that_is_too_long_to_be_run_is_not_shown_either() -> None:
    first, second = read(new_code_cell("x = 1\n"), new_code_cell("x = 1\n" * MAX_CODE))
    assert first.source == "x = 1\n"
    assert "too long" in second.source
    assert len(second.source) < 200
