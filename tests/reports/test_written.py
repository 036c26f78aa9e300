"""Whose lines stand beside a verdict: the student's own, and those that it is about."""

from __future__ import annotations

import pytest

from autograder.notebook.content import NotebookCell
from autograder.reports.written import MOST_LINES, Excerpt, written


def code(text: str, **marks: object) -> NotebookCell:
    return NotebookCell("code", marks, text)


def shown(cells: list[NotebookCell], name: str = "f") -> list[str]:
    return [excerpt.text for excerpt in written(cells, [name]).get(name, ())]


def test_a_function_is_shown_with_the_numbers_of_its_lines_in_its_cell() -> None:
    text = (
        "import numpy as np\n\n\ndef g(x):\n    return x\n\n\ndef f(x):\n    return 2 * x\n\nf(1)"
    )
    assert written([code("x = 1"), code(text)], ["f", "g"])["f"] == (
        Excerpt(2, 8, ("def f(x):", "    return 2 * x")),
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["def f(x):\n    return 1", "def f(x):\n    return 2"], "return 2"),
        (["def f(x):\n    return 1", "def f(x):\n    raise NotImplementedError"], "return 1"),
        (["def f(x):\n    return 1", "f = f(3)"], "return 1"),
        (["f = lambda x: 7"], "lambda x: 7"),
        (["from helper import f"], "from helper import f"),
        (["%%time\ndef f(x):\n    return 5"], "return 5"),
        (["!pip install x\n@cached\ndef f(x):\n    return 6"], "@cached"),
        (["if True:\n    def f(x):\n        return 8"], "return 8"),
        (["async def f(x):\n    return 10"], "return 10"),
    ],
)
def test_the_definition_that_counts_is_found_however_it_is_written(
    cells: list[str], expected: str
) -> None:
    (text,) = shown([code(cell) for cell in cells])
    assert expected in text
    assert "print" not in text


def test_helpers_of_the_students_own_follow_and_other_questions_do_not() -> None:
    cells = [
        code("def helper(x):\n    return deeper(x)"),
        code("def deeper(x):\n    return x"),
        code("def unused(x):\n    return x"),
        code("def asked(x):\n    return x"),
        code("def f(x):\n    return helper(asked(x))"),
    ]
    first = [excerpt.lines[0] for excerpt in written(cells, ["f", "asked"])["f"]]
    assert first == ["def f(x):", "def helper(x):", "def deeper(x):"]


def test_what_the_instructor_wrote_is_not_shown_as_the_students() -> None:
    cells = [code("def f(x):\n    return 1", grade_id="given", locked=True)]
    assert shown(cells) == []


@pytest.mark.parametrize("text", ["see my other notebook", "def f(x)\n    return 9\n\nprint(f(1))"])
def test_a_cell_that_defines_nothing_is_shown_whole_where_the_answer_belongs(text: str) -> None:
    assert shown([code(text, grade_id="f", solution=True)]) == [text]


def test_a_test_cells_answer_is_the_solution_cell_before_it() -> None:
    cells = [
        code("x = 1", grade_id="first", solution=True),
        code("y = 2", grade_id="second", solution=True),
        code("assert y == 2", grade_id="test-second", grade=True, locked=True),
        NotebookCell(
            "markdown", {"grade_id": "essay", "grade": True, "solution": True}, "Because."
        ),
    ]
    found = written(cells, [], ["test-second", "essay", "nowhere"])
    assert {name: e[0].text for name, e in found.items()} == {
        "test-second": "y = 2",
        "essay": "Because.",
    }


def test_what_is_very_long_is_cut_and_says_so() -> None:
    body = "\n".join(f"    x = {n}" for n in range(1000))
    (excerpt,) = written([code(f"def f(x):\n{body}")], ["f"])["f"]
    assert (len(excerpt.lines), excerpt.left_out) == (MOST_LINES, 1001 - MOST_LINES)


def test_more_code_than_a_notebook_runs_is_not_looked_through() -> None:
    text = "def f(x):\n    return 1\n" + "#" * 45_000
    assert shown([code(text)])
    assert shown([*[code("#" * 45_000)] * 22, code(text)]) == []


@pytest.mark.parametrize(
    "text",
    ["(" * 5000, "def f(x):\n" + "\0", "x" * 60_000, "- " * 20_000, "\n" * 49_000 + "x"],
    ids=("brackets", "null", "long", "dashes", "blank lines"),
)
def test_no_text_of_a_strangers_stops_the_page(text: str) -> None:
    written([code(text, grade_id="f", solution=True)], ["f"])
