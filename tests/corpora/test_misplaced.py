"""A class that hands in as classes do: misplaced, doubled, empty, damaged; all in one run."""

from __future__ import annotations

import contextlib
import copy
import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.samples import fill
from tests.corpora.folders import NAME

FULL = {
    "in-place": [f"{NAME}/{NAME}.ipynb"],
    "outside-its-folder": [f"{NAME}.ipynb"],
    "in-capitals": [f"Gradient_Descent_1D/{NAME}.ipynb"],
    "downloaded-again": [f"{NAME} (1)/{NAME}.ipynb"],
    "a-folder-too-deep": [f"{NAME}/{NAME}/{NAME}.ipynb"],
    "misspelt": [f"gradient_decent_1d/{NAME}.ipynb"],
    "renamed": [f"{NAME}/final final.ipynb"],
    "with-a-mac": [f"{NAME}/{NAME}.ipynb", f"{NAME}/._{NAME}.ipynb", f"__MACOSX/{NAME}/._x.ipynb"],
    "back\\slash": [f"{NAME}/{NAME}.ipynb"],
}
"""Where each put the one right notebook, and what else is there."""


HARMLESS = ("lost-and-written-again", "lost-check", "lost-setup", "older")
"""A cell without its text, where the text is the instructor's, or stands in another cell too; and a
notebook of the kit's first release."""


class Run(NamedTuple):
    course: Path
    cards: dict[str, dict[str, Any]]
    strays: list[dict[str, Any]]
    status: int
    said: str


@pytest.fixture(scope="module")
def run(corpus: Any, released: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    course = shutil.copytree(released, tmp_path_factory.mktemp("misplaced") / "course")
    submitted = course / "submitted"
    right = corpus.notebook((), corpus.solved())

    def put(place: str, content: Any) -> None:
        path = submitted / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())

    def cell(name: str, **fields: Any) -> Any:
        damaged = copy.deepcopy(right)
        for found in damaged["cells"]:
            if found["metadata"].get("nbgrader", {}).get("grade_id") == name:
                found.update(fields)
        return damaged

    for student, places in FULL.items():
        for place in places:
            put(f"{student}/{place}", b"\0\5\26\7" if "._" in place else right)
    put(f"copied/{NAME}/{NAME}.ipynb", corpus.released())
    put(f"copied/{NAME}/{NAME}-Copy1.ipynb", right)
    put(f"twice/{NAME}/{NAME}.ipynb", right)
    put(f"twice/{NAME} (1)/{NAME}.ipynb", right)
    put(f"null/{NAME}/{NAME}.ipynb", cell("title", source=None))
    put(
        f"odd/{NAME}/{NAME}.ipynb",
        {**cell("text-title", attachments=[1], metadata=7), "metadata": 3},
    )
    put(f"lost/{NAME}/{NAME}.ipynb", cell("f", source=None))
    absent = cell("grad_f")
    for found in absent["cells"]:
        if found["metadata"].get("nbgrader", {}).get("grade_id") == "grad_f":
            del found["source"]
    put(f"absent/{NAME}/{NAME}.ipynb", absent)
    put(f"number/{NAME}/{NAME}.ipynb", cell("step", source=[1, 2]))
    again = cell("f", source=None)
    again["cells"].insert(4, corpus.code(corpus.solved()["f"]))
    put(f"lost-and-written-again/{NAME}/{NAME}.ipynb", again)
    put(f"lost-check/{NAME}/{NAME}.ipynb", cell("check-f", source=None))
    put(f"lost-setup/{NAME}/{NAME}.ipynb", cell("setup", source=None))
    older = json.loads((Path(__file__).parent / "older" / f"{NAME}.ipynb").read_text("utf-8"))
    put(f"older/{NAME}/{NAME}.ipynb", fill(older, corpus.solved()))
    put(f"huge/{NAME}/{NAME}.ipynb", cell("check-f", execution_count=10**400, outputs={"a": 1}))
    put(f"empty/{NAME}/{NAME}.ipynb", {**right, "cells": []})
    put(f"conflict/{NAME}/{NAME}.ipynb", b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n")
    other = "least_squares"
    shutil.copytree(corpus.ROOT / "source" / other, course / "source" / other)
    put(
        f"another/{NAME}/{NAME}.ipynb",
        (corpus.ROOT / "release" / other / f"{other}.ipynb").read_bytes(),
    )
    alone = corpus.code("def f(x):\n    return x * x - 4 * x + 5\nfrom math import cos as f")
    put(f"one-function/{NAME}/{NAME}.ipynb", {**right, "cells": [alone]})
    put(f"printed/{NAME}/{NAME}.pdf", b"%PDF-1.7")
    put("nobody.ipynb", right)
    put("homework/all.zip", b"PK")
    words = ["grade", str(submitted), "--course", str(course)]
    with contextlib.chdir("/"):
        done = CliRunner().invoke(main, [*words, "--json", str(course / "grades.json")])
    assert isinstance(done.exception, SystemExit), done.output[-3000:]
    assert "Traceback" not in done.output
    found = json.loads((course / "grades.json").read_text(encoding="utf-8"))
    cards = {card["student"]: card for card in found["submissions"]}
    assert len(cards) == len(found["submissions"])
    return Run(course, cards, found["strays"], done.exit_code, done.output)


@pytest.mark.parametrize("student", [*FULL, "copied", "null", "odd", "huge", *HARMLESS])
def test_a_right_notebook_is_graded_recorded_and_shown(run, student):
    card = run.cards[student]
    assert (card["status"], card["score"]) == ("graded", card["max_score"]), card["notes"]
    assert (run.course / "autograded" / student / NAME / f"{NAME}.ipynb").is_file()


@pytest.mark.parametrize("student", [*list(FULL)[1:-2], "copied"])
def test_what_was_odd_about_its_place_is_noted(run, student):
    assert run.cards[student]["notes"]


@pytest.mark.parametrize(
    ("student", "said"),
    [
        ("twice", f"{NAME} (1)/{NAME}.ipynb"),
        ("empty", "no cell that is a student's"),
        ("conflict", "no notebook"),
        ("another", "another assignment"),
        ("printed", f"{NAME}.pdf"),
        ("lost", "the text of the cell f is not in it"),
        ("absent", "the text of the cell grad_f is not in it"),
        ("number", "the text of the cell step is not in it"),
    ],
)
def test_what_cannot_be_graded_says_why_and_is_nobodys_zero(run, student, said):
    card = run.cards[student]
    assert card["status"] == "ungraded"
    assert said in " ".join(card["notes"])


def test_one_function_alone_is_of_this_assignment_though_an_import_takes_its_name(run):
    card = run.cards["one-function"]
    assert (card["status"], card["score"]) == ("graded", 1.0), card["notes"]


def test_what_is_no_submission_is_named_and_the_status_says_so(run):
    assert {Path(stray["path"]).name for stray in run.strays} == {"nobody.ipynb", "all.zip"}
    for stray in run.strays:
        assert f"not a submission: {stray['path']}" in run.said
    assert run.status == 3
    assert len(run.cards) == len(FULL) + 10 + 3 + len(HARMLESS)
