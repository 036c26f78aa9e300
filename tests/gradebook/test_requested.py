"""What a submission's process asks to have drawn is drawn, whatever it asks for."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any

import pytest

from autograder.gradebook.requested import drawn
from autograder.sandbox.terms import REQUEST

TABLE = {"columns": ["k", "x"], "rows": [[0, 1.5], [1, "two"]], "caption": "", "digits": 3}
BESIDE = {
    "ids": "gradient_descent_1d.table.{row}.{column}",
    "columns": {"x": "x"},
    "rows": [[0, 0.0]],
    "label": "k",
    "digits": 4,
}


def requested(request: Any) -> str:
    """The text of the output that comes of a request."""
    text = request if isinstance(request, str) else json.dumps(request)
    output = drawn({"output_type": "display_data", "data": {REQUEST: text}, "metadata": {}})
    assert set(output["data"]) == {"text/html", "text/plain"}
    return str(output["data"]["text/plain"])


def test_an_output_that_asks_for_nothing_stays_as_it_is() -> None:
    output = {"output_type": "display_data", "data": {"text/plain": "8"}, "metadata": {}}
    assert drawn(output) == output
    stream = {"output_type": "stream", "name": "stdout", "text": "8"}
    assert drawn(stream) == stream


def test_a_table_has_its_rows() -> None:
    assert requested({"draw": "table", "given": TABLE}).split() == (
        ["k", "x", "-", "---", "0", "1.5", "1", "two"]
    )


def test_a_students_column_stands_beside_the_handouts() -> None:
    first = requested({"draw": "beside", "given": BESIDE}).splitlines()[0]
    assert first.split() == ["k", "x", "printed"]


def test_text_from_a_submission_is_never_markup() -> None:
    rows = [["<script>alert(1)</script>", "<b>"]]
    request = json.dumps({"draw": "table", "given": {**TABLE, "rows": rows}})
    output = drawn({"output_type": "display_data", "data": {REQUEST: request}})
    assert "<script>" not in output["data"]["text/html"]
    assert "&lt;script&gt;" in output["data"]["text/html"]


@pytest.mark.parametrize(
    "request_",
    [
        "",
        "no JSON",
        "[" * 50_000,
        {},
        {"draw": "table"},
        {"draw": "page", "given": {}},
        {"draw": ["table"], "given": {}},
        {"draw": "table", "given": [1]},
        {"draw": "table", "given": {**TABLE, "digits": "6"}},
        {"draw": "table", "given": {**TABLE, "rows": [[1]]}},
        {"draw": "table", "given": {**TABLE, "rows": 5}},
        {"draw": "table", "given": {**TABLE, "more": 5}},
        {"draw": "table", "given": {**TABLE, "columns": [1, 2]}},
        {"draw": "beside", "given": {**BESIDE, "columns": ["x"]}},
        {"draw": "beside", "given": {**BESIDE, "ids": 5}},
        {"draw": "notice", "given": {"functions": 5, "waits": True, "why": ["", ""]}},
        {"draw": "notice", "given": {"functions": ["f"], "waits": True, "why": "abc"}},
    ],
)
def test_a_request_that_makes_no_sense_is_one_line(request_: Any) -> None:
    assert requested(request_) == "△ A table could not be drawn from what stood here."


def test_a_number_has_no_more_digits_than_a_float() -> None:
    said = requested({"draw": "table", "given": {**TABLE, "rows": [[0.1, 2]], "digits": 10**9}})
    assert "0.10000000000000001" in said
    assert len(said) < 100


def test_a_table_that_is_too_large_is_one_line() -> None:
    rows = [[0, "x" * 1000]] * 1000
    assert "too large" in requested({"draw": "table", "given": {**TABLE, "rows": rows}})


def test_the_ids_of_a_request_are_no_format() -> None:
    ids = "{row.__class__}{column.__class__.__mro__}{row:>99999999}"
    assert requested({"draw": "beside", "given": {**BESIDE, "ids": ids}}).split()[-1] == "0"


LONG, MANY = "x" * 8_000, 8_000


def rows(*of: Any, heading: str = "") -> dict[str, Any]:
    return {"draw": "table", "given": {**TABLE, "columns": [heading], "rows": [[x] for x in of]}}


def ids(pattern: str, row: str) -> dict[str, Any]:
    return {"draw": "beside", "given": {**BESIDE, "ids": pattern, "rows": [[row, 1]]}}


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(rows(LONG, *["1"] * MANY), id="a cell"),
        pytest.param(rows(*["1"] * MANY, heading=LONG), id="a heading"),
        pytest.param(rows("1." + "0" * MANY, *["1"] * MANY), id="digits"),
        pytest.param(rows([1] * MANY, *[1] * MANY), id="an array"),
        pytest.param(rows([LONG, *[""] * MANY]), id="an array of texts"),
        pytest.param(ids("{row}" * 3_000, "{column}" * 2_000), id="ids"),
    ],
)
def test_a_small_request_does_not_make_the_grader_hold_much(request_: Any) -> None:
    requested(request_)  # what is loaded for it is not counted
    tracemalloc.start()
    try:
        said = requested(request_)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(said) < 2**21
    assert peak < 40 * 2**20
