"""Numbers in the notebooks' text: no slip of the handout stands there as if it were right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from autograder.assignments import NAMES
from autograder.handout import entries

NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\d)")
SAYS_WHOSE = re.compile(r"workshop|handout|printed|prints|claims", re.IGNORECASE)

Read = Callable[[str, str], dict[str, Any]]


def telling_slips(assignment: str) -> set[str]:
    """Wrong printed numbers that nothing right in the same assignment could be taken for."""
    numbers = [e for e in entries(assignment) if not isinstance(e.value, bool)]
    right = {e.printed.strip("-≈−") for e in numbers if e.holds}
    for e in numbers:
        right |= {f"{abs(e.value):.{places}f}" for places in range(6)}
    wrong = {e.printed.strip("-≈−") for e in numbers if e.status == "erratum"}
    return {text for text in wrong - right if "." in text or len(text) > 2}


def paragraphs(notebook: dict[str, Any]) -> Iterator[str]:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield from "".join(cell["source"]).split("\n\n")


@pytest.mark.parametrize("assignment", NAMES)
def test_a_slip_of_the_handout_stands_only_where_it_is_called_the_handouts(
    assignment: str, read: Read
) -> None:
    slips = telling_slips(assignment)
    for paragraph in paragraphs(read("source", assignment)):
        quoted = slips & set(NUMBER.findall(paragraph))
        assert not quoted or SAYS_WHOSE.search(paragraph), f"{quoted} in: {paragraph}"


def test_there_are_slips_to_look_for() -> None:
    assert {"0.600", "0.948"} <= telling_slips("gradient_descent_1d")
    assert "2108.8" in telling_slips("matrix_regression")
    assert "1.9995" in telling_slips("simple_regression")


@pytest.mark.parametrize("assignment", NAMES)
def test_every_table_beside_the_handout_asks_for_ids_the_ledger_has(
    assignment: str, read: Read
) -> None:
    known = {entry.id for entry in entries(assignment)}
    for cell in read("source", assignment)["cells"]:
        source = "".join(cell["source"])
        for pattern in re.findall(r'"(\w+\.[\w.]*(?:\{row\}\.)?\{column\})"', source):
            columns = re.findall(r'"[^"]+": "([\w.]+)"', source) or ["none", "L1", "L2"]
            for column in columns:
                assert any(
                    pattern.format(row=row, column=column) in known for row in range(1, 4)
                ), pattern.format(row="…", column=column)
