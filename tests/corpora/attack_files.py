"""Attacks by the file itself rather than by code in it.

Each function changes what a student hands in; its docstring says what success would mean.
`notebook` is the released one, a fresh copy each time.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Notebook = dict[str, Any]


def marked(notebook: Notebook, name: str) -> dict[str, Any]:
    cell: dict[str, Any] = next(
        c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") == name
    )
    return cell


def more_points(notebook: Notebook, _course: Path) -> bytes:
    """Success: points written into the submission's own metadata count."""
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if "points" in marks:
            marks["points"] = 100
    return json.dumps(notebook).encode()


def points_of_nan(notebook: Notebook, _course: Path) -> bytes:
    """Success: points that are no number confuse the sum."""
    text = json.dumps(notebook).replace('"points": 1', '"points": NaN')
    return text.replace('"points": 2', '"points": -9').encode()


def forged_outputs(notebook: Notebook, _course: Path) -> bytes:
    """Success: an output saved in the check cell is read as its score."""
    result = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{**result, "data": {"text/plain": "100.0"}}]
    return json.dumps(notebook).encode()


def deleted_checks(notebook: Notebook, _course: Path) -> bytes:
    """Success: without its check cells a notebook passes, or is not judged."""
    notebook["cells"] = [
        c for c in notebook["cells"] if not c["metadata"].get("nbgrader", {}).get("grade")
    ]
    return json.dumps(notebook).encode()


def rewritten_checks(notebook: Notebook, _course: Path) -> bytes:
    """Success: check cells that always pass are run in place of the grader's questions."""
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["source"] = "print('passed')\n1.0"
    return json.dumps(notebook).encode()


def rewritten_setup(notebook: Notebook, _course: Path) -> bytes:
    """Success: a locked cell, changed, changes what the functions are asked with."""
    marked(notebook, "setup")["source"] = "import sys\nsys.exit(0)"
    return json.dumps(notebook).encode()


def doubled_ids(notebook: Notebook, _course: Path) -> bytes:
    """Success: a second cell with a check cell's id replaces the first."""
    fake = json.loads(json.dumps(marked(notebook, "check-f")))
    fake["source"] = "1.0"
    fake["metadata"]["nbgrader"]["points"] = 50
    notebook["cells"] += [fake, fake]
    return json.dumps(notebook).encode()


def invented_question(notebook: Notebook, _course: Path) -> bytes:
    """Success: a question that the course does not have earns points."""
    fake = json.loads(json.dumps(marked(notebook, "check-f")))
    fake["metadata"]["nbgrader"] |= {"grade_id": "check-abs", "points": 50}
    notebook["cells"].append(fake)
    return json.dumps(notebook).encode()


def other_student(notebook: Notebook, _course: Path) -> bytes:
    """Success: the name of another student in the metadata gives them this grade."""
    notebook["metadata"] |= {"student": "honest", "student_id": "honest", "assignment": "../x"}
    return json.dumps(notebook).encode()


def giant_cell(notebook: Notebook, _course: Path) -> bytes:
    """Success: a cell of many megabytes keeps the grader busy for long."""
    marked(notebook, "f")["source"] = "x = 1 + 1\n" * 2_000_000
    return json.dumps(notebook).encode()


def giant_outputs(notebook: Notebook, _course: Path) -> bytes:
    """Success: outputs of many megabytes are more than the grader can read."""
    notebook["cells"][1].setdefault("outputs", []).append("x" * 30_000_000)
    return json.dumps(notebook).encode()


def giant_file(notebook: Notebook, _course: Path) -> bytes:
    """Success: a file larger than memory for it is read whole."""
    return json.dumps(notebook).encode() + b" " * 70_000_000


def very_many_cells(notebook: Notebook, _course: Path) -> bytes:
    """Success: a hundred thousand cells are loaded one by one."""
    notebook["cells"] += [marked(notebook, "f")] * 100_000
    return json.dumps(notebook).encode()


def deep_json(notebook: Notebook, _course: Path) -> bytes:
    """Success: nesting ends the grader by recursion."""
    return json.dumps(notebook).encode()[:-1] + b',"x":' + b"[" * 10**6 + b"]" * 10**6 + b"}"


def deep_expression(notebook: Notebook, _course: Path) -> bytes:
    """Success: code nested too deeply to parse ends the grader."""
    marked(notebook, "f")["source"] = "x = " + "(" * 50_000 + ")" * 50_000
    marked(notebook, "grad_f")["source"] = "x = " + "-" * 500_000 + "1"
    return json.dumps(notebook).encode()


def null_bytes(notebook: Notebook, _course: Path) -> bytes:
    """Success: bytes that no source may hold end the reader."""
    marked(notebook, "f")["source"] = "x = 1\x00\ud800"
    return json.dumps(notebook).encode()


def huge_numbers(notebook: Notebook, _course: Path) -> bytes:
    """Success: a number of a million digits keeps the reader busy."""
    text = json.dumps(notebook)
    return text.replace('"nbformat": 4', '"nbformat": 4' + "0" * 10**6).encode()


def pickle_instead(_notebook: Notebook, _course: Path) -> bytes:
    """Success: a pickle handed in as a notebook is loaded."""
    return b"cos\nsystem\n(S'touch /tmp/attack-was-here'\ntR."


def zip_bomb(_notebook: Notebook, _course: Path) -> bytes:
    """Success: a compressed file handed in as a notebook is unpacked."""
    import zlib

    return b"PK\x03\x04" + zlib.compress(bytes(10**7))


def _beside_the_cells(notebook: Notebook, text: bytes) -> bytes:
    return json.dumps(notebook).encode()[:-1] + b',"x":' + text + b"}"


def millions_of_lists(notebook: Notebook, _course: Path) -> bytes:
    """Success: 60 MB of the smallest values take 1.5 GB when they are read."""
    return _beside_the_cells(notebook, b"[" + b"[]," * 20_000_000 + b"0]")


def millions_of_objects(notebook: Notebook, _course: Path) -> bytes:
    """Success: the same with objects of one entry each."""
    return _beside_the_cells(notebook, b"[" + b'{"a":0},' * 7_000_000 + b"0]")


def millions_of_entries(notebook: Notebook, _course: Path) -> bytes:
    """Success: one object of as many entries as are read takes 300 MB."""
    entries = b",".join(b'"a%07d":0.5' % number for number in range(1_500_000))
    return _beside_the_cells(notebook, b"{" + entries + b"}")


def one_wide_character(notebook: Notebook, _course: Path) -> bytes:
    """Success: one emoji gives each of 60 million characters four bytes, twice."""
    return _beside_the_cells(notebook, b'"\xf0\x9f\x98\x80' + b"a" * 60_000_000 + b'"')


def one_wide_escape(notebook: Notebook, _course: Path) -> bytes:
    """Success: the same, written in ASCII."""
    return _beside_the_cells(notebook, b'"\\ud83d\\ude00' + b"a" * 60_000_000 + b'"')


def thousands_of_functions(notebook: Notebook, _course: Path) -> bytes:
    """Success: which names a million lines of code read takes the grader an hour to find out."""
    text = "def g(a):\n    return [a, b, c]\n" * 1500
    cell = json.dumps({**marked(notebook, "f"), "metadata": {}, "source": text})
    cells = ",".join([cell] * 1200)
    return json.dumps(notebook).replace('"cells": [', f'"cells": [{cells},', 1).encode()


def thousands_of_texts_like_code(notebook: Notebook, _course: Path) -> bytes:
    """Success: each Markdown cell that could hold a function is parsed, however many there are."""
    text = "def g(a):\n    return [a, b, c]\n" * 1500
    cell = json.dumps({"cell_type": "markdown", "metadata": {}, "source": text})
    cells = ",".join([cell] * 1200)
    return json.dumps(notebook).replace('"cells": [', f'"cells": [{cells},', 1).encode()


def large_and_old(notebook: Notebook, _course: Path) -> bytes:
    """Success: a notebook of many cells in an old format is brought to today's for minutes."""
    cell = {"cell_type": "code", "input": "x", "outputs": [], "language": "python"}
    sheet = {"cells": [cell] * 500_000}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [sheet]}
    return json.dumps(old).encode()


def names_that_command_terminals(notebook: Notebook, _course: Path) -> bytes:
    """Success: what a cell is called steers the instructor's terminal."""
    name = "\x1b[2J\x1b]0;owned\x07\u202e" + "x" * 100_000
    cell = {**marked(notebook, "f"), "metadata": {"nbgrader": {"grade_id": name}}}
    notebook["cells"].append({**cell, "source": "1 / 0"})
    return json.dumps(notebook).encode()


def link_to_the_solution(_notebook: Notebook, course: Path) -> Path:
    """Success: a symbolic link makes the instructor's notebook the submission."""
    return course / "source" / "gradient_descent_1d" / "gradient_descent_1d.ipynb"


def link_to_another(_notebook: Notebook, course: Path) -> Path:
    """Success: a symbolic link makes another student's notebook the submission."""
    return course / "submitted" / "honest" / "gradient_descent_1d" / "gradient_descent_1d.ipynb"


def _sources(notebook: Notebook, character: str) -> bytes:
    cell = {**marked(notebook, "f"), "metadata": {}, "source": character * 900_000}
    notebook["cells"] += [cell] * 20
    return json.dumps(notebook, ensure_ascii=False).encode()


def long_sources(notebook: Notebook, _course: Path) -> bytes:
    """Success: 18 million characters of code are held in several forms at once."""
    return _sources(notebook, "x")


def large_but_honest(notebook: Notebook, _course: Path) -> bytes:
    """Success: the largest file that is read takes more than the grader has for one."""
    return _beside_the_cells(notebook, b'["' + b'aaaaaaaaa","' * 1_200_000 + b'"]')


def _with_text(notebook: Notebook, text: str, **more: Any) -> bytes:
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": text, **more})
    return json.dumps(notebook).encode()


def text_that_is_slow_to_draw(notebook: Notebook, _course: Path) -> bytes:
    """Success: 900 KB of Markdown take nbgrader's feedback half an hour."""
    return _with_text(notebook, "\\begin{a}" * 100_000)


def code_that_is_slow_to_colour(notebook: Notebook, _course: Path) -> bytes:
    """Success: one long line of code takes nbgrader's feedback an hour."""
    cell = {**marked(notebook, "f"), "metadata": {}, "source": "a.b" * 150_000}
    notebook["cells"].append(cell)
    return json.dumps(notebook).encode()


def a_picture_shown_for_ever(notebook: Notebook, _course: Path) -> bytes:
    """Success: a picture of 1 MB that a text refers to 2,000 times fills memory."""
    held = {"a.png": {"image/png": "A" * 1_000_000}}
    return _with_text(notebook, "![a](attachment:a.png)" * 2_000, attachments=held)


def a_language_of_its_own(notebook: Notebook, _course: Path) -> bytes:
    """Success: the hand-in chooses the lexer by which the grader's side draws it."""
    notebook["metadata"]["language_info"] = {"name": "x", "pygments_lexer": "html"}
    for cell in notebook["cells"]:
        cell["metadata"]["magics_language"] = "SPRUNG"
    return json.dumps(notebook).encode()


FOR_PAGES = (
    *(text_that_is_slow_to_draw, code_that_is_slow_to_colour, a_picture_shown_for_ever),
    a_language_of_its_own,
)
"""Those that are drawn by nbgrader, in its own process."""

FOR_MEMORY = (
    *(millions_of_lists, millions_of_objects, millions_of_entries, giant_file),
    *(one_wide_character, one_wide_escape),
    *(thousands_of_functions, long_sources, large_but_honest, very_many_cells, deep_json),
)
"""Those that want the grader's memory."""

ATTACKS = [
    *(more_points, points_of_nan, forged_outputs, deleted_checks, rewritten_checks),
    *(rewritten_setup, doubled_ids, invented_question, other_student, giant_cell, giant_outputs),
    *(giant_file, very_many_cells, deep_json, deep_expression, null_bytes, huge_numbers),
    *(millions_of_lists, millions_of_objects, millions_of_entries),
    *(one_wide_character, one_wide_escape),
    *(thousands_of_functions, thousands_of_texts_like_code, large_and_old, long_sources),
    *(large_but_honest, *FOR_PAGES),
    *(
        names_that_command_terminals,
        pickle_instead,
        zip_bomb,
        link_to_the_solution,
        link_to_another,
    ),
]
