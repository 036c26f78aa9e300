"""What a reader of `autograder handout` sees."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

from autograder.handout import Entry, ledger
from autograder.handout.recipe import Given
from autograder.reports.handout import render, right, rows

ENTRIES = {each.id: each for each in ledger()}


def an_entry(printed: str, value: float | bool, **other: str) -> Entry:
    fields = {
        "id": "part.number",
        "part": "A part",
        "assignment": "part",
        "section": "1 Section",
        "what": "w",
        "status": "erratum",
        "note": "A note.",
        **other,
    }
    return Entry(printed=printed, recipe=Given("g", value), value=value, **fields)  # type: ignore[arg-type]


def test_every_line_fits_eighty_columns() -> None:
    for errata_only in (False, True):
        for line in render(ledger(), errata_only).splitlines():
            assert sum(not unicodedata.combining(c) for c in line) <= 80, line


def test_errata_alone_leave_out_what_holds() -> None:
    text = render(ledger(), errata_only=True)
    assert "unreadable" not in text.replace("erratum unreadable", "")
    wrong = sum(each.status == "erratum" for each in ledger())
    assert sum("erratum  " in line for line in text.splitlines()) == wrong


def test_printed_and_right_stand_side_by_side() -> None:
    line = next(line for line in render(ledger()).splitlines() if "2108.8" in line)
    assert line.split()[-4:] == ["2108.8", "1430", "erratum", "1"]


def test_a_note_stands_once_in_its_section() -> None:
    pair = [an_entry("1.5", 2.0), an_entry("1.6", 2.0)]
    assert render(pair).count("A note.") == 1
    assert render([*pair, an_entry("1.7", 2.0, section="2 Section")]).count("A note.") == 2


def test_the_summary_counts_all_entries_whatever_is_shown() -> None:
    counted = [an_entry("1.5", 2.0), an_entry("2.0", 2.0, status="exact", note="")]
    for errata_only in (False, True):
        last = render(counted, errata_only).splitlines()[-1]
        assert last.split() == ["all", "2", "1", "0", "0", "1", "0"]


def test_right_values_have_digits_enough_to_see_the_difference() -> None:
    assert right(an_entry("2.0780", 1.47 * 2**0.5)) == "2.078894"
    assert right(an_entry("17", 20.0)) == "20"
    assert right(an_entry("0.000", -1e-17)) == "0"
    assert right(an_entry("true", False)) == "false"
    assert right(an_entry("o1", 0.1, status="unreadable")) == "0.1"


def test_rows_go_through_json_and_csv() -> None:
    table = rows(ledger())
    assert json.loads(json.dumps(table)) == table
    out = io.StringIO()
    writer = csv.DictWriter(out, table[0])
    writer.writeheader()
    writer.writerows(table)
    back = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [row["id"] for row in back] == [row["id"] for row in table]
    recipe = "fit(X, Y, eta, iterations)[0][0][0]"
    assert recipe == str(ENTRIES["matrix_regression.trained.w1"].recipe)
    assert recipe in {row["recipe"] for row in back}
