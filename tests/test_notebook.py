"""Reading notebooks that are whole, old, broken or odd."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from autograder.errors import CourseError, UnreadableNotebookError
from autograder.notebook.assembling import assemble
from autograder.notebook.content import MAX_CODE, CodeCell, read_cells
from autograder.notebook.instructors import read_instructors, read_source
from autograder.notebook.submission import UNREAD, read_submission

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "source/gradient_descent_1d/gradient_descent_1d.ipynb"


def notebook(*cells: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)} | fields


def code(source: Any, **marks: Any) -> dict[str, Any]:
    metadata = {"nbgrader": marks} if marks else {}
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": []}


def saved(folder: Path, content: object) -> Path:
    path = folder / "gradient_descent_1d.ipynb"
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    path.write_bytes(data)
    return path


def test_points_and_locked_cells_come_from_the_source_notebook():
    source = read_source(SOURCE)
    assert set(source.points) == {
        "f", "grad_f", "step", "descend", "iteration_table", "plot_descent",
    }  # fmt: skip
    assert all(points > 0 for points in source.points.values())
    assert [cell.grade_id for cell in source.locked] == ["setup"]


def test_points_that_a_submission_claims_are_not_even_read(tmp_path):
    cheating = code("x = 1", grade_id="check-f", grade=True, points=1000)
    submission = read_submission(saved(tmp_path, notebook(cheating)))
    assert all(set(vars(cell)) == {"grade_id", "source"} for cell in submission.cells)


def test_locked_cells_that_were_deleted_run_first_as_the_instructor_wrote_them(tmp_path):
    source = read_source(SOURCE)
    submission = read_submission(saved(tmp_path, notebook(code("y = 2"))))
    cells = assemble(source, submission).cells
    assert [cell.source for cell in cells] == [source.locked[0].source, "y = 2"]


def test_what_was_added_to_a_locked_cell_runs_between_the_cell_as_it_should_be(tmp_path):
    source = read_source(SOURCE)
    right = source.locked[0].source
    changed = right + "\neta = 99\ndef half(x): return x / 2"
    submission = read_submission(saved(tmp_path, notebook(code(changed, grade_id="setup"))))
    assembled = assemble(source, submission)
    assert [cell.source for cell in assembled.cells] == [right, changed, right]
    assert assembled.notes[0].where == "setup"


def test_check_cells_and_demonstrations_are_left_out(tmp_path):
    source = read_source(SOURCE)
    same = [code(text + "\n", grade_id=name) for name, text in source.ignored.items()]
    submission = read_submission(saved(tmp_path, notebook(*same)))
    assembled = assemble(source, submission)
    assert assembled.cells == source.locked
    assert assembled.notes == ()


@pytest.mark.parametrize("name", ["check-f", "show-descent"])
def test_code_that_was_written_into_one_of_them_is_run_and_told(tmp_path, name):
    source = read_source(SOURCE)
    own = source.ignored[name] + "\ndef f(x): return x"
    submission = read_submission(saved(tmp_path, notebook(code(own, grade_id=name))))
    assembled = assemble(source, submission)
    assert [cell.source for cell in assembled.own] == [own]
    assert name in assembled.notes[0].where


ANSWER = "def f(x):\n    return x"
STUB = "def f(x):\n    raise NotImplementedError"


@pytest.mark.parametrize(
    ("text", "other", "runs"),
    [
        (ANSWER, "y = 2", True),
        (f"```python\n{ANSWER}\n```", "y = 2", True),
        (f"%%time\n{ANSWER}", "y = 2", True),
        (f"My function:\n\n{indent(ANSWER, '    ')}", "y = 2", True),
        ("f = lambda x: x", "y = 2", True),
        (">>> def f(x): return x", "y = 2", True),
        ("f == lambda x: x", "y = 2", False),
        ("f = lambda x: x", "f = abs", False),
        (ANSWER, "def f(x):\n    return 2 * x", False),
        (STUB, "y = 2", False),
        ("My function is def f(x), I think.", "y = 2", False),
        ("def helper(x):\n    return x", "y = 2", False),
    ],
)
@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_function_in_a_cell_that_is_no_code_is_run_if_no_code_cell_has_it(
    tmp_path, kind, text, other, runs
):
    turned = {"cell_type": kind, "source": text, "metadata": {}}
    submission = read_submission(saved(tmp_path, notebook(turned, code(other))))
    assembled = assemble(read_source(SOURCE), submission)
    assert len(assembled.own) == 1 + runs
    assert bool(assembled.notes) == runs


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("as_list", [True, False])
def test_source_may_be_text_or_lines_with_any_line_ends(tmp_path, newline, as_list):
    lines = [f"a = 1{newline}", "b = 2"]
    cell = code(lines if as_list else "".join(lines))
    assert read_submission(saved(tmp_path, notebook(cell))).cells[0].source == "a = 1\nb = 2"


def test_a_byte_order_mark_is_no_obstacle(tmp_path):
    data = b"\xef\xbb\xbf" + json.dumps(notebook(code("a = 1"))).encode()
    assert len(read_submission(saved(tmp_path, data)).cells) == 1


def test_a_notebook_of_format_3_is_read(tmp_path):
    cell = {"cell_type": "code", "language": "python", "input": "a = 1", "outputs": [],
            "collapsed": False, "metadata": {}, "prompt_number": 1}  # fmt: skip
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": [cell], "metadata": {}}],
    }
    assert read_submission(saved(tmp_path, old)).cells[0].source == "a = 1"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no notebook, or was cut off"),
        (b"just a note", "no notebook, or was cut off"),
        (json.dumps(notebook(code("a = 1"))).encode()[:-20], "cut off"),
        (b"\xff\xfe\x00a", "not text in UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (
            b'{"nbformat": 4, "cells": [], "metadata": ' + b'{"a": ' * 99 + b"{}" + b"}" * 100,
            "deeply",
        ),
        ([], "JSON but no notebook"),
        ({"a": 1}, "names no nbformat"),
        ({"nbformat": True, "cells": []}, "names no nbformat"),
        (notebook(nbformat=5), "format 5, newer than the 4"),
        ({"nbformat": 2, "worksheets": 7}, "old format 2"),
        ({"nbformat": 4}, "no list of cells"),
        ({"nbformat": 4, "cells": "none"}, "no list of cells"),
        (notebook(*[code("") for _ in range(2001)]), "2001 cells"),
    ],
)
def test_what_is_no_notebook_is_refused_with_a_line_that_says_why(tmp_path, content, said):
    with pytest.raises(UnreadableNotebookError, match=said):
        read_submission(saved(tmp_path, content))


def test_a_missing_file_is_refused_with_a_line(tmp_path):
    with pytest.raises(UnreadableNotebookError, match="cannot be read"):
        read_submission(tmp_path / "nothing.ipynb")


@pytest.mark.parametrize("odd", [None, 7, "text", {"cell_type": "code", "source": 7}, {}])
def test_an_odd_cell_does_not_spoil_the_others(tmp_path, odd):
    content = {"nbformat": 4, "cells": [odd, code("a = 1")]}
    found = read_submission(saved(tmp_path, content))
    assert [c.source for c in found.cells] == ["a = 1"]
    assert [note.text for note in found.notes] == [UNREAD]


def test_a_long_cell_of_an_instructors_is_kept_where_a_students_is_left_out(tmp_path):
    picture = {"cell_type": "markdown", "metadata": {}, "source": "x" * (MAX_CODE + 1)}
    path = tmp_path / "long.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": [picture]}))
    assert len(read_instructors(path).cells) == 1
    assert read_cells(path.read_bytes()) == []


def test_a_course_without_the_source_notebook_is_told_so(tmp_path):
    with pytest.raises(CourseError, match="cannot be read"):
        read_source(tmp_path / "missing.ipynb")


def test_a_cell_to_play_in_runs_only_if_it_was_changed_or_is_used(tmp_path):
    source = read_source(SOURCE)
    (play,) = source.playground
    changed = play.replace("0.9", "0.3")
    for cells, kept in (
        ([code(play)], []),
        ([code(changed)], [changed]),
        ([code(play), code("def g(): return my_eta")], [play, "def g(): return my_eta"]),
        ([code(play), code("def g(my_eta): return my_eta")], ["def g(my_eta): return my_eta"]),
        (
            [code(play), code("def g():\n    my_eta = 1\n    return lambda: my_eta")],
            ["def g():\n    my_eta = 1\n    return lambda: my_eta"],
        ),
        (
            [code(play), code("class C:\n    my_eta = my_eta")],
            [play, "class C:\n    my_eta = my_eta"],
        ),
        ([code(play), code("%time my_eta")], [play, "%time my_eta"]),
        ([code(play), code("def g()\n    return my_eta")], ["def g()\n    return my_eta"]),
        ([code(play), code("-" * 40_000 + "my_eta")], [play, "-" * 40_000 + "my_eta"]),
    ):
        submission = read_submission(saved(tmp_path, notebook(*cells)))
        assert [c.source for c in assemble(source, submission).cells[1:]] == kept


def test_an_import_in_a_cell_to_play_in_is_there_for_the_answers_that_use_it(tmp_path):
    source = replace(read_source(SOURCE), playground=frozenset({"import math"}))
    answer = "def f(x):\n    return math.fsum([x * x, -4 * x, 5])"
    submission = read_submission(saved(tmp_path, notebook(code("import math"), code(answer))))
    assert [c.source for c in assemble(source, submission).own] == ["import math", answer]


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("descend", "x = 1", "descend"),
        ("", "# mine\nimport numpy as np\n\n  y = np.ones(3)\nz = 1", "'y = np.ones(3)'"),
        ("", "import numpy as np", "'import numpy as np'"),
    ],
)
def test_a_cell_is_called_by_its_name_or_by_its_first_telling_line(name, text, title):
    assert CodeCell(name, text).title == title
