"""What a check cell answers, in a notebook and under nbgrader."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import re
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder import check
from autograder.cells.subject import Namespace
from autograder.cells.verdict import Verdict
from autograder.errors import CourseError, UnknownAssignmentError
from autograder.model import Returned

WriteNotebook = Callable[..., Path]


def right_grad_f(x: Any) -> Any:
    return 2 * x - 4


def flipped_grad_f(x: Any) -> Any:
    return 4 - 2 * x


DECORATED = """
__name__ = "__main__"
def noted(function):
    def wrapper(*args):
        return function(*args)
    return wrapper
@noted
def step(x, eta):
    return x - eta * grad_f(x)
"""


def stub(x: Any) -> Any:
    raise NotImplementedError("not written yet")


@pytest.fixture
def notebook(write_notebook: WriteNotebook) -> Path:
    return write_notebook("gradient_descent_1d.ipynb", f=1, grad_f=2, step=2, plot_descent=2)


@pytest.fixture
def under_nbgrader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")


def verdict(function: str, **namespace: Any) -> Verdict:
    result = check("gradient_descent_1d", function, namespace)
    assert isinstance(result, Verdict)
    return result


@pytest.mark.usefixtures("notebook")
class TestInANotebook:
    def test_a_right_function_is_right_with_its_points(self) -> None:
        shown = repr(verdict("grad_f", grad_f=right_grad_f))
        assert shown.startswith("✓ grad_f: right · 2 of 2 points")
        assert "SymPy: agrees" in shown

    def test_a_wrong_function_is_told_what_differs(self) -> None:
        shown = verdict("grad_f", grad_f=flipped_grad_f)
        assert shown.heading == "✗ grad_f: not right yet · 0 of 2 points"
        assert "it should give" in shown.reason
        assert "✗ SymPy: differs" in repr(shown)

    def test_a_stub_is_not_written_yet_and_no_failure(self) -> None:
        shown = verdict("grad_f", grad_f=stub)
        assert shown.heading == "○ grad_f: not written yet · 0 of 2 points"

    def test_a_solution_above_the_line_of_the_stub_is_told_to_take_its_place(self) -> None:
        def behind(x: Any) -> Any:
            _ = 2 * x - 4
            raise NotImplementedError("not written yet")

        assert "in place of the line with `raise`" in verdict("grad_f", grad_f=behind).reason

    def test_a_written_function_that_calls_a_stub_is_told_which(self) -> None:
        shown = verdict("step", grad_f=stub, step=lambda x, eta: x - eta * stub(x))
        assert "NotImplementedError: stub is not written yet" in shown.reason

    def test_a_missing_function_is_named(self) -> None:
        assert "grad_f" in verdict("grad_f").reason

    @pytest.mark.parametrize(
        ("ran", "told", "untold"),
        [
            (["", "import numpy as np"], "run its cell first", "No function of this name"),
            (["", "def grad_f(x):\n  return 2 *"], "run its cell first", "was run, but"),
            (["", "1 / 0\ndef grad_f(x):\n    return 2 * x - 4"], "was run, but", "No function"),
            ([], "No function of this name", "first"),  # no kernel that keeps what was run
        ],
    )
    def test_of_a_missing_function_is_told_whether_its_cell_was_run(
        self, ran: list[str], told: str, untold: str
    ) -> None:
        reason = verdict("grad_f", In=ran).reason
        assert told in reason
        assert untold not in reason
        assert "was run" not in verdict("grad_f", In=ran, grad_f=flipped_grad_f).reason

    def test_the_name_that_is_there_in_its_place_is_told_too(self) -> None:
        reason = verdict("grad_f", In=["", "def gradf(x): ..."], gradf=right_grad_f).reason
        assert "run its cell first" in reason
        assert "there is one named gradf" in reason

    def test_an_error_carried_forward_keeps_its_points_and_says_so(self) -> None:
        shown = verdict(
            "step", grad_f=flipped_grad_f, step=lambda x, eta: x - eta * flipped_grad_f(x)
        )
        assert shown.heading == "✓ step: right, given your earlier functions · 2 of 2 points"
        assert "grad_f" in shown.reason

    def test_this_holds_for_a_decorated_function_too(self) -> None:
        notebook: dict[str, Any] = {"grad_f": stub}
        exec(DECORATED, notebook)
        shown = check("gradient_descent_1d", "step", notebook)
        assert "✓ step: right, given your earlier functions" in repr(shown)

    def test_symbols_and_words_tell_the_outcome_without_colour(self) -> None:
        for function, words in (
            (right_grad_f, "✓ grad_f: right"),
            (flipped_grad_f, "✗ grad_f: not right yet"),
            (stub, "○ grad_f: not written yet"),
        ):
            assert words in verdict("grad_f", grad_f=function)._repr_html_()

    def test_the_html_brings_all_its_looks_and_fetches_nothing(self) -> None:
        """Editors show it in a frame of their own, without Jupyter's styles and scripts."""
        for function in (right_grad_f, flipped_grad_f, stub):
            shown = verdict("grad_f", grad_f=function)._repr_html_()
            tags = set(re.findall(r"<(\w+)", shown))
            assert tags <= {"div", "b", "code", "details", "summary", "br"}
            assert set(re.findall(r" (\w+)=", shown)) == {"style"}
            assert "url(" not in shown

    def test_what_students_write_is_escaped_in_html(self) -> None:
        def shouting(x: Any) -> Any:
            raise ValueError("<script>alert(1)</script>")

        shown = verdict("grad_f", grad_f=shouting)._repr_html_()
        assert "<script>" not in shown
        assert "&lt;script&gt;" in shown

    def test_no_call_draws_on_the_figure_of_the_call_before(self) -> None:
        def drawn() -> object:
            plt.plot([1.0, 2.0])
            return plt.gca()

        first, second = Namespace({"drawn": drawn}).call("drawn", [(), ()])
        assert isinstance(first, Returned)
        assert isinstance(second, Returned)
        assert len(first.value["lines"]) == len(second.value["lines"]) == 1

    def test_figures_of_the_check_are_closed_and_the_students_own_stay(self) -> None:
        def plot_descent(points: Any) -> Any:
            return plt.subplots()[1]

        kept = plt.figure().number
        verdict("plot_descent", f=lambda x: x, plot_descent=plot_descent)
        assert plt.get_fignums() == [kept]

    def test_a_shown_figure_is_still_found_and_does_not_appear_below_the_check(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def shown() -> object:
            plt.figure()
            plt.plot([1.0, 2.0])
            plt.show()
            return plt.gca()

        plt.switch_backend("module://matplotlib_inline.backend_inline")
        try:
            (drawn,) = Namespace({"shown": shown}).call("shown", [()])
        finally:
            plt.switch_backend("agg")
        assert isinstance(drawn, Returned)
        assert len(drawn.value["lines"]) == 1
        assert "Figure" not in capsys.readouterr().out

    def test_prints_and_warnings_of_the_student_do_not_show(
        self, capfd: pytest.CaptureFixture[str]
    ) -> None:
        kernels_own_stderr = io.StringIO()
        log = logging.Logger("of the student")
        log.addHandler(logging.StreamHandler(kernels_own_stderr))

        def chatty(x: Any) -> Any:
            print("here")
            warnings.warn("careful", stacklevel=1)
            sys.stderr.write("oh")
            log.warning("hm")
            os.write(2, b"from C")
            return 2 * x - 4

        shown = verdict("grad_f", grad_f=chatty)
        assert shown.kind == "passed"
        assert capfd.readouterr() == ("", "")
        assert kernels_own_stderr.getvalue() == ""

    def test_an_endless_loop_comes_to_an_end_even_behind_an_except(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("autograder.cells.subject.CALL_SECONDS", 0.05)
        calls = []

        def looping(x: Any) -> Any:
            calls.append(x)
            while True:
                with contextlib.suppress(Exception):
                    time.sleep(0.01)

        shown = verdict("grad_f", grad_f=looping)
        assert "did not finish" in shown.reason
        assert len(calls) <= 2


def test_without_a_notebook_the_verdict_stands_and_no_points_are_told() -> None:
    shown = verdict("grad_f", grad_f=right_grad_f)
    assert shown.heading == "✓ grad_f: right"


def test_without_a_notebook_a_right_function_is_lent_to_whoever_calls_it_as_in_the_grade() -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    slope = "def grad_f(x): return (f(x + 1e-4) - f(x - 1e-4)) / 2e-4"
    exec(f"def f(x): return 3 * x**2\n{slope}", namespace)
    shown = check("gradient_descent_1d", "grad_f", namespace)
    assert "✓ grad_f: right, given your earlier functions" in repr(shown)


def test_a_renamed_notebook_is_found_by_its_check_cells(write_notebook: WriteNotebook) -> None:
    write_notebook("my copy.ipynb", grad_f=4)
    write_notebook("other.ipynb", predict=1)
    assert "4 of 4 points" in verdict("grad_f", grad_f=right_grad_f).heading


def test_an_unreadable_notebook_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "gradient_descent_1d.ipynb").write_text("{")
    assert verdict("grad_f", grad_f=right_grad_f).heading == "✓ grad_f: right"


def test_what_keeps_the_check_from_judging_is_not_the_students_fault() -> None:
    shown = check("cooking", "boil", {})
    assert isinstance(shown, Verdict)
    assert shown.kind == "trouble"
    assert shown.heading == "? boil: could not be checked"
    assert "not your fault" in shown.reason


@pytest.mark.usefixtures("under_nbgrader")
class TestUnderNbgrader:
    @pytest.mark.usefixtures("notebook")
    @pytest.mark.parametrize(
        ("function", "score"), [(right_grad_f, "2.0"), (flipped_grad_f, "0.0"), (stub, "0.0")]
    )
    def test_the_value_is_a_plain_float_and_the_verdict_is_displayed(
        self, function: Any, score: str, capfd: pytest.CaptureFixture[str]
    ) -> None:
        value = check("gradient_descent_1d", "grad_f", {"grad_f": function})
        assert type(value) is float
        assert repr(value) == score
        said = capfd.readouterr()
        assert "grad_f: " in said.out
        assert said.err == ""

    @pytest.mark.usefixtures("notebook")
    def test_a_partial_score_lies_between_nothing_and_the_points(self) -> None:
        def only_numbers(x: Any) -> Any:
            if isinstance(x, np.ndarray) and x.dtype.kind == "i":
                return x
            return 2 * x - 4

        value = check("gradient_descent_1d", "grad_f", {"grad_f": only_numbers})
        assert isinstance(value, float)
        assert 0 < value < 2

    def test_unknown_points_stop_the_cell_instead_of_earning_full_marks(self) -> None:
        with pytest.raises(CourseError, match=r"it should be gradient_descent_1d\.ipynb"):
            check("gradient_descent_1d", "grad_f", {"grad_f": right_grad_f})

    def test_the_graders_trouble_stops_the_cell_too(self, write_notebook: WriteNotebook) -> None:
        write_notebook("cooking.ipynb", boil=1)
        with pytest.raises(UnknownAssignmentError):
            check("cooking", "boil", {})
