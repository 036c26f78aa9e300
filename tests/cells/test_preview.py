"""Demonstrations wait for the student's functions with one friendly line."""

from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from autograder import preview


def test_the_block_runs_as_it_is_where_everything_works(capsys: pytest.CaptureFixture[str]) -> None:
    with preview("f"):
        print("shown")
    assert capsys.readouterr().out == "shown\n"


def test_a_stub_leads_to_one_line_that_names_what_is_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with preview("descend", "plot_descent"):
        raise NotImplementedError("not written yet")
    said = capsys.readouterr()
    assert said.out == "○ This appears once `descend` and `plot_descent` can run.\n"
    assert said.err == ""


def test_a_function_that_was_never_defined_counts_as_unwritten(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with preview("undefined"):
        undefined()  # type: ignore[name-defined]  # noqa: F821
    assert "once `undefined` can run" in capsys.readouterr().out


def test_a_failing_function_is_told_in_one_line_not_in_a_traceback(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with preview("step"):
        raise TypeError("unsupported operand.")  # NumPy ends some messages with a full stop
    why = "TypeError: unsupported operand"
    said = f"△ This stopped with {why}. It needs `step`: run the check cells.\n"
    assert capsys.readouterr().out == said


def test_half_drawn_figures_of_a_failed_demonstration_are_closed_and_others_kept() -> None:
    kept = plt.figure().number
    with preview("plot_fit"):
        plt.figure()
        raise NotImplementedError
    assert plt.get_fignums() == [kept]


def test_an_interrupt_goes_through() -> None:
    with pytest.raises(KeyboardInterrupt), preview("f"):
        raise KeyboardInterrupt


def test_html_marks_code_and_escapes_what_students_wrote() -> None:
    from autograder.cells.previews import Notice

    shown = Notice("`f` failed with <b>")._repr_html_()
    assert "<code>f</code> failed with &lt;b&gt;" in shown
