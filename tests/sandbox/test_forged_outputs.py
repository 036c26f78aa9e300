"""Outputs of cells that no renderer of ours made: their limit is kept where they arrive."""

from __future__ import annotations

from typing import Any

from autograder.sandbox.replies import read_cell_run
from autograder.sandbox.terms import Limits


def arrived(outputs: list[Any]) -> tuple[dict[str, Any], ...]:
    return read_cell_run([[], outputs, []], "cell", Limits(), ()).outputs


def test_forged_outputs_take_no_more_than_rendered_ones() -> None:
    shown = {"output_type": "display_data", "data": {"text/plain": "x" * 1_000_000}}
    assert 0 < len(arrived([shown] * 100)) <= 4
    assert arrived([{"output_type": "stream", "text": "x" * 8_000_000}]) == ()


def test_what_is_no_output_is_left_out_and_the_rest_stays() -> None:
    shown = {"output_type": "stream", "name": "stdout", "text": "a"}
    assert arrived([7, shown, {"output_type": "none"}]) == (shown,)
