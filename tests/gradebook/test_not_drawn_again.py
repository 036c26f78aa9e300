"""What a page does without running: the instructor's pictures, cells to play in, kept pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder.gradebook import pages
from autograder.gradebook.pages import LEFT, cells_to_show
from autograder.grading.showing import Stage
from autograder.sandbox.terms import Cell
from tests.gradebook.conftest import ASSIGNMENT, SOURCE, Class, record
from tests.hand_ins import answers, code, named

(PLAY,) = SOURCE.playground
DIAGRAM = "from autograder import drawings\ndrawings.perceptron(['x'], ['w']);"


def try_cell(page: dict[str, Any]) -> str:
    """What stands under the cell to play in, as text."""
    cell = next(c for c in page["cells"] if "my_eta = " in "".join(c["source"]))
    return json.dumps(cell["outputs"], ensure_ascii=False)


ANSWERS = answers(
    descend="def descend(x0, eta, tolerance, max_iterations):\n    return np.array([x0])",
    plot_descent="def plot_descent(points):\n    print('drawn')",
)


@pytest.mark.parametrize(
    ("text", "more", "runs"),
    [
        pytest.param(PLAY, (), False, id="as it came"),
        pytest.param(PLAY.replace("0.9", "0.3"), (), True, id="changed"),
        pytest.param(PLAY, ("print(my_eta)",), True, id="used below"),
        pytest.param(PLAY, ("print(np.pi)",), False, id="something else below"),
    ],
)
def test_a_cell_to_play_in_that_was_left_as_it_came_is_not_run_and_says_so(
    course: Class, text: str, more: Sequence[str], runs: bool
) -> None:
    def edit(content: dict[str, Any]) -> None:
        ANSWERS(content)
        (cell,) = (c for c in content["cells"] if "".join(c["source"]) == PLAY)
        cell["source"] = text
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "forged"}]
        content["cells"] += map(code, more)

    course.hand_in(edit=edit)
    record(course.root, [course.scorecard()])
    shown = try_cell(course.page())
    assert ("drawn" in shown, repr(LEFT) in shown) == (runs, not runs)
    assert "forged" not in shown


def test_a_page_of_another_kit_is_drawn_again(
    course: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown() -> Any:
        record(course.root, [course.scorecard()])
        return named(course.page(), "f")["outputs"]

    course.hand_in(edit=answers(f="import random\nprint(random.random())"))
    before = shown()
    assert shown() == before
    monkeypatch.setattr(pages, "kit_digest", lambda: "another kit's")
    assert shown() != before


def test_a_page_is_drawn_again_when_a_library_is_there_that_was_missing(
    course: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.hand_in(edit=answers(f="import random\nprint(random.random())"))
    record(course.root, [course.scorecard()])
    before = named(course.page(), "f")["outputs"]
    monkeypatch.setattr(pages, "installed", lambda: ("newlib-1.0.dist-info",))
    record(course.root, [course.scorecard()])
    assert named(course.page(), "f")["outputs"] != before


def test_a_page_gets_all_its_output_when_the_limit_is_raised(course: Class) -> None:
    config = course.root / "nbgrader_config.py"
    was = config.read_text()
    course.hand_in(edit=answers(f="for i in range(9):\n    print(i)"))
    config.write_text(f"{was}\nc.LimitOutput.max_lines = 3\n")
    record(course.root, [course.scorecard()])
    assert "truncated" in json.dumps(named(course.page(), "f")["outputs"])
    config.write_text(was)
    record(course.root, [course.scorecard()])
    (output,) = named(course.page(), "f")["outputs"]
    assert "".join(output["text"]).split() == list("012345678")


def cell_edited(page: dict[str, Any]) -> None:
    named(page, "f")["source"] = "pass"


def cell_gone(page: dict[str, Any]) -> None:
    page["cells"].remove(named(page, "f"))


def outputs_gone(page: dict[str, Any]) -> None:
    named(page, "f")["outputs"] = []


def outputs_broken(page: dict[str, Any]) -> None:
    named(page, "f")["outputs"] = [{}]


def no_cells(page: dict[str, Any]) -> None:
    page["cells"] = None


@pytest.mark.parametrize(
    "damage", [cell_edited, cell_gone, outputs_gone, outputs_broken, no_cells, dict.clear, None]
)
def test_a_page_that_was_edited_or_damaged_is_made_anew(
    course: Class, damage: Callable[[dict[str, Any]], None] | None
) -> None:
    course.hand_in(edit=answers(f="print('shown')"))
    record(course.root, [course.scorecard()])
    page = course.page()
    path = course.folder("autograded", "student-01") / f"{ASSIGNMENT}.ipynb"
    path.chmod(0o644)
    edited = course.page()
    if damage is not None:
        damage(edited)
    path.write_text(json.dumps(edited) if damage else "{")
    assert record(course.root, [course.scorecard()]) == ()
    assert course.page() == page


def locked(source: str) -> NotebookNode:
    marks = {"grade_id": "show", "locked": True}
    cell: NotebookNode = new_code_cell(source, metadata={"nbgrader": marks})
    return cell


@pytest.mark.parametrize(
    ("cell", "others", "shared"),
    [
        pytest.param(locked(DIAGRAM), (), True, id="the-instructors"),
        pytest.param(new_code_cell(DIAGRAM), (), False, id="a-students"),
        pytest.param(locked(DIAGRAM), ("print(drawings)",), False, id="used-elsewhere"),
        pytest.param(locked(DIAGRAM), ("def f(): drawings.x = 1",), False, id="used-in-a-function"),
        pytest.param(locked(DIAGRAM), ("%time drawings",), False, id="used-by-a-magic"),
        pytest.param(locked(DIAGRAM), ("drawings = 1",), True, id="bound-elsewhere"),
        pytest.param(locked(DIAGRAM), ("drawings += 1",), False, id="changed-elsewhere"),
        pytest.param(
            locked(DIAGRAM),
            ("def f():\n    global drawings\n    drawings += 1",),
            False,
            id="changed-in-a-function",
        ),
        pytest.param(locked(DIAGRAM), ("def f(): return eval('drawings')",), False, id="evaluated"),
        pytest.param(locked("f(1)"), ("def f(x): return x",), False, id="calls-a-students"),
        pytest.param(locked("print(1)"), ("print = 1",), False, id="a-function-of-Pythons"),
        pytest.param(locked("x = 1\nglobals()"), (), False, id="looks-around"),
        pytest.param(locked("%run mine.py"), (), False, id="no-Python"),
    ],
)
def test_what_reads_nothing_of_a_students_is_the_same_for_everybody(
    cell: NotebookNode, others: Sequence[str], shared: bool
) -> None:
    notebook = new_notebook(cells=[cell, *map(new_code_cell, others)])
    assert [c.shared for c in cells_to_show(notebook, ())] == [shared] + [False] * len(others)


@pytest.mark.parametrize(
    ("play", "other", "runs"),
    [
        pytest.param("mine = 1", locked("print(mine)"), True, id="a-demonstration-needs-it"),
        pytest.param("mine = 1", locked("mine = 2\nprint(mine)"), False, id="it-has-its-own"),
        pytest.param("import math", new_code_cell("math.pi"), True, id="its-import-is-used"),
        pytest.param("from math import *", new_code_cell("sqrt(4)"), True, id="it-imports-all"),
        pytest.param("mine = 1", new_code_cell("mine += 1"), True, id="it-is-added-to"),
        pytest.param("mine = 1", new_code_cell("del mine"), True, id="it-is-deleted"),
        pytest.param(
            "mine = 1",
            new_code_cell("def f():\n    global mine\n    mine += 1"),
            True,
            id="it-is-added-to-in-a-function",
        ),
        pytest.param("[mine := 1 for _ in 'a']", new_code_cell("mine"), True, id="walrus"),
        pytest.param("mine = 1", new_code_cell("globals()['mine']"), True, id="looked-up"),
        pytest.param(
            "mine = 1",
            new_code_cell("def f():\n    from __main__ import mine\n    return mine"),
            True,
            id="taken-from-the-notebook",
        ),
    ],
)
def test_a_cell_to_play_in_is_run_where_others_need_it(
    play: str, other: NotebookNode, runs: bool
) -> None:
    notebook = new_notebook(cells=[new_code_cell(play), other])
    shown = cells_to_show(notebook, (), frozenset({play}))
    assert [cell.id for cell in shown] == (["0", "1"] if runs else ["1"])


def test_what_a_cell_to_play_in_needs_is_run_too() -> None:
    texts = ("first = 2.0", "second = 1.0 / first", "third = 3.0", "def f(): return second")
    notebook = new_notebook(cells=[new_code_cell(text) for text in texts])
    shown = cells_to_show(notebook, (), frozenset(texts[:3]))
    assert [cell.id for cell in shown] == ["0", "1", "3"]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with Stage() as opened:
        yield opened


CHANCE = "import random\nimport matplotlib.pyplot as plt\nplt.plot([random.random(), 0]);"


def test_what_is_the_same_for_everybody_is_drawn_once(stage: Stage) -> None:
    first, second = (stage.show([Cell("1", CHANCE, shared=True)]) for _ in range(2))
    assert first == second
    assert stage.show([Cell("1", CHANCE)]) != first


def test_what_a_cell_shows_with_files_only_is_drawn_with_each_ones(stage: Stage) -> None:
    cell = Cell("1", "from pathlib import Path\nPath('data.txt').read_text()", shared=True)
    for mine in (b"one", b"two"):
        (output,) = stage.show([cell], {"data.txt": mine})["1"]
        assert output["data"]["text/plain"] == repr(mine.decode())


@pytest.mark.parametrize(
    ("given", "own", "expected"),
    [
        ("import warnings\nwarnings.dull = True", "import warnings\nwarnings.dull", "True"),
        (
            "import numpy\nnumpy.set_printoptions(precision=2)\nnumpy.__version__",
            "import numpy as np\nnp.array([1 / 3])",
            "array([0.33])",
        ),
        (
            "from pathlib import Path\nPath('made.txt').write_text('1')",
            "open('made.txt').read()",
            "'1'",
        ),
    ],
    ids=["a module", "print options", "a file"],
)
def test_a_cell_that_shows_no_picture_is_run_for_what_it_changes(
    stage: Stage, given: str, own: str, expected: str
) -> None:
    shown = stage.show([Cell("1", given, shared=True), Cell("2", own)])
    assert shown["2"][0]["data"]["text/plain"] == expected


def test_what_is_found_beside_a_notebook_is_looked_for_with_each_one(stage: Stage) -> None:
    cell = Cell("1", "import glob\nglob.glob('given*')", shared=True)
    (output,) = stage.show([cell], {"given.csv": b"1"})["1"]
    assert output["data"]["text/plain"] == "['given.csv']"


@pytest.mark.parametrize("stopping", [False, True])
def test_a_cell_ends_at_its_first_error_where_it_does_for_the_grade(
    stage: Stage, stopping: bool
) -> None:
    shown = stage.show([Cell("1", "1 / 0\nprint('after')")], stopping=stopping)["1"]
    assert any(output.get("text") == "after\n" for output in shown) != stopping
