"""What a check says when it fails again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder import check
from autograder.assignments import NAMES, assignment
from autograder.cells.verdict import Verdict

QUESTIONS = [(name, q.name) for name in NAMES for q in assignment(name).questions]


def flipped(x: Any) -> Any:
    return 4 - 2 * x


def right(x: Any) -> Any:
    return 2 * x - 4


@pytest.fixture
def notebook(write_notebook: Callable[..., Path]) -> Path:
    return write_notebook("gradient_descent_1d.ipynb", f=1, grad_f=2)


def verdict(namespace: dict[str, Any], function: str = "grad_f") -> Verdict:
    result = check("gradient_descent_1d", function, namespace)
    assert isinstance(result, Verdict)
    return result


@pytest.mark.usefixtures("notebook")
def test_the_second_failure_says_where_to_look_and_the_third_a_part_of_the_formula() -> None:
    first, second = assignment("gradient_descent_1d").question("grad_f").hints
    namespace = {"grad_f": flipped}
    shown = [verdict(namespace) for _ in range(4)]
    assert [v.hints for v in shown] == [(), (first,), (first, second), (first, second)]
    assert f"What to try next: {first}" in repr(shown[1])
    assert "What to try next" not in repr(shown[0]) + shown[0]._repr_html_()
    assert "What to try next" in shown[1]._repr_html_()


@pytest.mark.usefixtures("notebook")
def test_a_check_that_passes_begins_anew_and_others_do_not_count() -> None:
    namespace: dict[str, Any] = {"grad_f": flipped, "f": flipped}
    verdict(namespace)
    verdict(namespace, "f")
    namespace["grad_f"] = right
    assert verdict(namespace).kind == "passed"
    namespace["grad_f"] = flipped
    assert verdict(namespace).hints == ()
    assert len(verdict(namespace, "f").hints) == 1


@pytest.mark.usefixtures("notebook")
def test_what_is_not_written_yet_is_no_failure() -> None:
    def stub(x: Any) -> Any:
        raise NotImplementedError

    namespace: dict[str, Any] = {"grad_f": stub}
    verdict(namespace)
    verdict(namespace)
    del namespace["grad_f"]
    verdict(namespace)
    namespace["grad_f"] = flipped
    assert verdict(namespace).hints == ()


@pytest.mark.usefixtures("notebook")
def test_a_name_that_means_something_else_by_now_still_counts() -> None:
    namespace: dict[str, Any] = {"grad_f": 3.0}
    assert verdict(namespace).kind != "passed"
    assert len(verdict(namespace).hints) == 1


def test_the_instructor_switches_hints_off_for_the_notebook(notebook: Path) -> None:
    content = json.loads(notebook.read_text())
    content["metadata"]["autograder"] = {"hints": False}
    notebook.write_text(json.dumps(content))
    namespace = {"grad_f": flipped}
    assert [verdict(namespace).hints for _ in range(3)] == [(), (), ()]


def test_without_its_notebook_in_sight_a_check_gives_none() -> None:
    namespace = {"grad_f": flipped}
    assert [verdict(namespace).hints for _ in range(3)] == [(), (), ()]


@pytest.mark.parametrize(("name", "function"), QUESTIONS)
def test_every_question_has_two_hints_without_code(name: str, function: str) -> None:
    hints = assignment(name).question(function).hints
    assert len(hints) == 2
    for hint in hints:
        assert 20 < len(hint) < 220
        assert not set("`@[]") & set(hint)
        assert not [code for code in ("np.", "return ", "def ", "**", "lambda") if code in hint]
