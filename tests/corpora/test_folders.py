"""Hand-ins that are whole folders: each graded or named, and nobody else held up by any."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from autograder.files import remove_tree
from tests.corpora import folders

pytestmark = pytest.mark.slow
SECONDS = 300
"""For a class of them all. Each one alone was once enough to hang it or end it."""

ALL = {**folders.GRADED, **folders.GRADED_WITHOUT_A_TIME, **folders.NAMED, **folders.CLOSED}
USERS = [
    "whoever runs the tests",
    pytest.param(
        "ordinary",
        marks=pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user"),
    ),
]


class Graded(NamedTuple):
    course: Path
    cards: dict[str, dict[str, Any]]
    strays: list[dict[str, Any]]
    status: int
    said: str


@pytest.fixture(scope="module", params=USERS)
def run(request: pytest.FixtureRequest, corpus: Any) -> Iterator[Graded]:
    """All of them in one class, graded by root or by an ordinary user, with the gradebook.

    Not in pytest's own folder, which it could not clear away.
    """
    folder = Path(tempfile.mkdtemp(prefix="folders-"))
    try:
        yield graded(corpus, folder / "course", ordinary=request.param == "ordinary")
    finally:
        remove_tree(folder)
    assert not folder.exists()


def graded(corpus: Any, course: Path, *, ordinary: bool) -> Graded:
    corpus.prepare(corpus.ROOT, course)
    right = json.dumps(corpus.notebook((), corpus.solved())).encode()
    for student, build in {"honest": folders.proper, **ALL, "zealous": folders.proper}.items():
        (course / "submitted" / student).mkdir(parents=True)
        build(course / "submitted" / student, right)
    program = [sys.executable, "-m", "autograder"]
    subprocess.run([*program, "release", folders.NAME, "--course", str(course)], check=True)
    words = [*program, "grade", str(course / "submitted"), "--course", str(course)]
    words += ["--json", str(course / "grades.json")]
    if ordinary:
        launcher = corpus.ROOT / "tests" / "sandbox" / "ordinary_user.py"
        own_everything(course)
        words = [sys.executable, str(launcher), *words]
    done = subprocess.run(words, capture_output=True, text=True, timeout=SECONDS, cwd="/")
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    found = json.loads((course / "grades.json").read_text(encoding="utf-8"))
    cards = {card["student"]: card for card in found["submissions"]}
    assert len(cards) == len(found["submissions"])
    return Graded(course, cards, found["strays"], done.returncode, done.stdout + done.stderr)


def own_everything(course: Path) -> None:
    subprocess.run(["chown", "-R", "64999:64999", str(course)], check=True)
    for folder in (course, *course.parents):
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(0o755)


@pytest.mark.parametrize("student", ["honest", "zealous", *folders.GRADED])
def test_a_right_notebook_gets_what_it_deserves_whatever_lies_around_it(run, student):
    card = run.cards[student]
    assert (card["status"], card["score"]) == ("graded", card["max_score"]), card["notes"]
    assert (run.course / "autograded" / student / folders.NAME / f"{folders.NAME}.ipynb").is_file()


@pytest.mark.parametrize("student", folders.GRADED_WITHOUT_A_TIME)
def test_where_the_time_of_a_hand_in_cannot_be_read_that_is_said(run, student):
    assert run.cards[student]["score"] == run.cards[student]["max_score"]
    assert f"submitted/{student}/{folders.NAME}/timestamp.txt: " in run.said


@pytest.mark.parametrize("student", [*folders.NAMED, *folders.CLOSED])
def test_what_cannot_be_graded_is_named_with_its_reason(run, student):
    below = f"/submitted/{student}/"
    told = [stray["why"] for stray in run.strays if below in f"{stray['path']}/"]
    card = run.cards.get(student)
    if card is not None and card["status"] == "graded":
        assert student in folders.CLOSED  # which nothing is to root
        return
    if card is not None:
        assert (card["status"], card["score"]) == ("ungraded", 0.0)
        told += card["notes"]
    assert told
    assert all(10 < len(reason) < 500 for reason in told)


def test_nobody_is_read_as_another(run):
    assert set(run.cards) <= {"honest", "zealous", *ALL}
    theirs = Path("submitted", "honest", folders.NAME, f"{folders.NAME}.ipynb")
    assert run.cards["honest"]["notebook"] == str(run.course / theirs)


def test_the_run_says_that_something_is_left_to_do(run):
    assert run.status == 3


def test_nothing_that_is_printed_commands_a_terminal(run):
    assert "\x1b]0;" not in run.said
    assert "\u202e" not in run.said
    assert "##[" not in run.said  # which commands GitHub's runner
