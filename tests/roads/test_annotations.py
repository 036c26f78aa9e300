"""What a workflow prints of an ordinary assignment of several notebooks, by the real commands."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from click.testing import CliRunner

from autograder.cli import main
from tests.roads.test_github import commands
from tests.testcells.courses import save


def one_of(function: str, answer: int) -> tuple[tuple[str, str, str], ...]:
    return (
        (function, "solution", f"def {function}():\n    return {answer}"),
        (f"test-{function}", "test", f"assert {function}() == 7"),
        ("test-both", "test", f"assert {function}() > 0"),
    )


def test_annotations_point_at_the_notebook_and_the_line_of_the_test_cell(tmp_path: Path) -> None:
    handed_in = {"one": one_of("f", 7), "two": one_of("g", -8), "three": one_of("h", 8)}
    for name, function in (("one", "f"), ("two", "g"), ("three", "h")):
        save(one_of(function, 7), tmp_path / "source" / "ps" / f"{name}.ipynb")
    folder = tmp_path / "submitted" / "student-01" / "ps"
    for name, cells in handed_in.items():
        save(cells, folder / f"{name}.ipynb")
    results = tmp_path / "results.json"
    words = ("--no-gradebook", "--jobs", "1", "--json", str(results), "--course", str(tmp_path))
    graded = CliRunner().invoke(main, ["grade", str(tmp_path / "submitted"), *words])
    assert graded.exit_code == 0, graded.output
    for number in range(30):  # read as they are, 2 GB
        with (folder / f"z{number}.ipynb").open("wb") as file:
            file.truncate(60 * 2**20)
    export = ("export", "--grades", str(results), "--to", "annotations", "--course", str(tmp_path))
    tracemalloc.start()
    printed = CliRunner().invoke(main, [*export, "--out", str(tmp_path / "annotations.txt")])
    assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    tracemalloc.stop()
    assert printed.exit_code == 0, printed.output
    found = commands((tmp_path / "annotations.txt").read_text(encoding="utf-8"))
    pointed = sorted((Path(f["file"]).stem, f["title"].split(":")[0]) for _, f, _ in found)
    assert pointed == [("three", "test-h"), ("two", "test-g"), ("two", "two/test-both")]
    for _, fields, _ in found:
        assert Path(fields["file"]).parent == folder
        line = Path(fields["file"]).read_text().splitlines()[int(fields["line"]) - 1]
        assert f'"grade_id": "{fields["title"].split(":")[0].rpartition("/")[2]}"' in line
