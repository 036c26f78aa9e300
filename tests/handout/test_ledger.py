"""The ledger: complete, recomputed, explained."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from autograder.errors import CourseError, UnknownAssignmentError
from autograder.handout import STATUSES, data, entries, ledger, printed_calls
from autograder.handout.recompute import recomputed, reference_functions
from autograder.handout.snapshot import FILE, Snapshot, read, snapshot, write

COURSE = Path(__file__).parents[2]
ASSIGNMENTS = tuple(dict.fromkeys(each.assignment for each in ledger()))
VALUES = {each.id: each.value for each in ledger()}


@pytest.fixture(scope="module")
def fresh() -> Snapshot:
    """Every value, computed anew by the reference solutions."""
    return recomputed(lambda assignment: reference_functions(COURSE, assignment))


def test_every_value_and_every_argument_recomputes(fresh: Snapshot) -> None:
    assert list(fresh.values) == [each.id for each in ledger()]
    for part, computed in vars(fresh).items():
        kept = getattr(snapshot(), part)
        assert kept.keys() == computed.keys()
        for name, value in computed.items():
            assert_allclose(kept[name], value, rtol=1e-10, atol=1e-12, err_msg=name)


def test_snapshot_reads_back_as_written() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert write(read(text)) == text


def test_counts_of_each_part_are_known() -> None:
    counts = {name: Counter(each.status for each in entries(name)) for name in ASSIGNMENTS}
    assert {name: [count[status] for status in STATUSES] for name, count in counts.items()} == {
        "simple_regression": [90, 20, 1, 16, 11],
        "least_squares": [19, 0, 0, 0, 3],
        "gradient_descent_1d": [102, 2, 2, 45, 2],
        "gradient_descent_2d": [114, 4, 0, 5, 26],
        "matrix_regression": [132, 4, 0, 28, 11],
        "regularized_regression": [125, 0, 0, 125, 40],
    }


def test_every_erratum_and_every_lost_number_is_explained() -> None:
    for each in ledger():
        if not each.holds:
            assert each.note.endswith("."), each.id


def test_ids_begin_with_the_assignment() -> None:
    assert all(each.id.startswith(each.assignment + ".") for each in ledger())
    assert len({each.id for each in ledger()}) == len(ledger())


def test_what_holds_is_near_its_printed_text_and_errata_are_not() -> None:
    for each in ledger():
        if isinstance(each.value, bool) or each.status == "unreadable":
            continue
        gap = abs(each.number - each.value)
        if each.holds:
            assert gap <= each.tolerance, each.id
        elif each.places:
            assert gap > 0.5 * 10.0**-each.places, each.id


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("gradient_descent_1d.table.15.x", 2 - 2 * 0.8**15),
        ("gradient_descent_1d.table.19.f", 1 + 4 * 0.64**19),
        ("gradient_descent_2d.table.2.norm", 1.47 * np.sqrt(2)),
        ("matrix_regression.iteration.1.S.1", 1430.0),
        ("matrix_regression.iteration.1.S.2", 215.2),
        ("regularized_regression.none.1.XTe.3", 22.0),
        ("regularized_regression.means.1.L1", 0.922),
        ("simple_regression.iteration.2.dw", -(1 * 28 + 2 * 56.6 + 3 * 85.2) / 45),
    ],
)
def test_values_agree_with_arithmetic_by_hand(id: str, value: float) -> None:
    assert_allclose(VALUES[id], value, rtol=1e-12)


def test_1d_table_follows_the_closed_form() -> None:
    k = np.arange(20)
    for column, closed in {
        "x": 2 - 2 * 0.8**k,
        "f": 1 + 4 * 0.64**k,
        "grad": -4 * 0.8**k,
    }.items():
        values = [VALUES[f"gradient_descent_1d.table.{i}.{column}"] for i in k]
        assert_allclose(values, closed, rtol=1e-12)


def test_data_comes_as_fresh_copies() -> None:
    data("matrix_regression")["Y"][:] = 0
    assert data("matrix_regression")["Y"][0, 0] == 8.1


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UnknownAssignmentError, match="matrix_regression"):
        entries("matrices")
    with pytest.raises(CourseError, match=r"nowhere.*missing"):
        reference_functions(Path("nowhere"), "least_squares")


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_documented_calls_give_what_holds_and_not_the_errata(assignment: str) -> None:
    functions = reference_functions(COURSE, assignment)
    looked_at = 0
    for name, function in functions.items():
        for case in printed_calls(assignment, name):
            result = function(*case.args)
            for each in case.holding + case.errata:
                answer = result
                for index in each.pick:
                    answer = answer[index]
                near = abs(float(answer) - each.value) <= each.tolerance
                assert near == (each in case.holding), each.what
                looked_at += near
    assert looked_at > 2
