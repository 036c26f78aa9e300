"""Random trees of hand-ins: names, kinds of file, depth, sizes, permissions. None stops the class,
and everything in it comes out: graded, ungraded, or named as no submission.

By default a sample; 2000 trees with AUTOGRADER_FUZZ_FOLDERS=2000 in the environment.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.errors import UnreadableNotebookError
from autograder.files import read_regular, remove_tree
from autograder.grading.searching import Found, find
from autograder.grading.folders import MOST_BYTES, MOST_FILES, beside, left_by_machine
from autograder.notebook.content import notebook_bytes
from tests.corpora.folders import NAME, sparse

TREES = int(os.environ.get("AUTOGRADER_FUZZ_FOLDERS", "40"))
GRADED = max(6, TREES // 10)
HONEST = "honest"
NAMES = [
    *(NAME, f"{NAME}.ipynb", f"{NAME} (1)", f"{NAME}-Copy1.ipynb", "Gradient Descent 1D"),
    "least_squares",
    *("Doe_1_assignsubmission_file_", f"doejane_LATE_12_34_{NAME}.ipynb", "submitted", "source"),
    *(HONEST, "__MACOSX", ".Trash-1000", "._x.ipynb", ".ipynb_checkpoints", "timestamp.txt"),
    *("a.ipynb", "essay.pdf", f"{NAME}.py", f"{NAME}.zip", "data.csv", "helper.py", "x" * 255, " "),
    *("\x1b[2J", "a\nb", "\u202etxt", "ｇradient_descent_1d", "\\", "$(id)", "-rf", "%s{0}", "'\""),
    *(os.fsdecode(b"\xff\xfe"), os.fsdecode(b"\xe9.ipynb")),
]  # fmt: skip
MODES = [0o755, 0o755, 0o755, 0o700, 0o500, 0o000, 0o7777]


def grow(folder: Path, chance: random.Random, right: bytes, depth: int = 0) -> None:
    """Put a few things of any kind into `folder`."""
    for name in chance.sample(NAMES, chance.choice([0, 1, 1, 2, 3, 6])):
        path = folder / name
        if os.path.lexists(path):
            continue
        what = chance.random()
        if what < 0.35 and depth < 12:
            path.mkdir()
            grow(path, chance, right, depth + 1)
        elif what < 0.55:
            path.write_bytes(right)
        elif what < 0.75:
            path.write_bytes(chance.choice([b"", b"{}", right[: len(right) // 2], b"\xff" * 100]))
        elif what < 0.80:
            os.mkfifo(path)
        elif what < 0.85:
            sparse(path, 2 ** chance.randrange(10, 42))
        elif what < 0.95:
            path.symlink_to(chance.choice([".", "..", name, "nowhere", f"../../{HONEST}", "/etc"]))
        else:
            for number in range(chance.choice([3, 300])):
                (folder / f"{number}.txt").write_bytes(b"x")
            continue
        if not path.is_symlink():
            path.chmod(chance.choice(MODES))


def plant(tree: Path, chance: random.Random, right: bytes) -> None:
    """Grow `tree`, with some folders in it as nbgrader lays them out."""
    tree.mkdir(parents=True)
    for number in range(chance.choice([0, 1, 3])):
        hand_in = tree / f"student-{number}" / NAME
        hand_in.mkdir(parents=True)
        if chance.random() < 0.5:
            (hand_in / f"{NAME}.ipynb").write_bytes(right)
        grow(chance.choice([hand_in, hand_in.parent]), chance, right, depth=8)
    grow(tree, chance, right)


def everything(folder: Path) -> Iterator[Path]:
    """All that lies below `folder` and was not left there by a machine."""
    for entry in os.scandir(folder):
        if not left_by_machine(entry.name):
            yield Path(entry.path)
            if entry.is_dir(follow_symlinks=False) and os.access(entry.path, os.R_OK | os.X_OK):
                yield from everything(Path(entry.path))


def escaped(path: Path) -> str:
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def unaccounted(tree: Path, found: Found) -> list[Path]:
    """What is no submission, no part of one, and was not named."""
    told = [s.path for s in found.submissions] + [s.folder for s in found.submissions if s.folder]
    places = {escaped(path) for path in told} | {stray.path for stray in found.strays}
    more = {place.removesuffix("/...") for place in places if place.endswith("/...")}
    lost = []
    for path in everything(tree):
        around = {escaped(p) for p in (path, *path.parents) if p != tree and p.is_relative_to(tree)}
        inside = any(place.startswith(f"{escaped(path)}/") for place in places)
        hand_in = escaped(tree.joinpath(*path.relative_to(tree).parts[:2]))
        told_by_problem = any(hand_in in s.problem for s in found.submissions)
        one_of_many = any(escaped(p.parent) in more for p in (path, *path.parents) if p != tree)
        if not (around & places or inside or one_of_many or told_by_problem):
            lost.append(path)
    return lost


@pytest.fixture
def course(corpus: Any) -> Iterator[Path]:
    """Outside of pytest's own folder, which it could not clear away."""
    folder = Path(tempfile.mkdtemp(prefix="folders-"))
    try:
        yield corpus.prepare(corpus.ROOT, folder / "course")
    finally:
        remove_tree(folder)
    assert not folder.exists()


@pytest.fixture
def right(corpus: Any) -> bytes:
    return json.dumps(corpus.notebook((), corpus.solved())).encode()


def test_whatever_lies_in_a_tree_is_accounted_for(course: Path, right: bytes) -> None:
    here = Course(course)
    met = 0
    for number in range(TREES):
        tree = course / "submitted"
        plant(tree, random.Random(number), right)
        found = find([tree], here)
        assert unaccounted(tree, found) == [], number
        for submission in found.submissions:
            met += not submission.problem
            there = beside(submission.folder).files if submission.folder else ()
            assert len(there) <= MOST_FILES
            assert not submission.path.is_symlink() or submission.problem
            for path in there:
                assert submission.folder is not None
                read_regular(submission.folder / path, MOST_BYTES)
            with suppress(UnreadableNotebookError):
                notebook_bytes(submission.path)
        remove_tree(tree)
        assert not tree.exists(), number
    assert met > TREES // 5


def test_no_student_s_folder_changes_another_s_result(
    corpus: Any, course: Path, right: bytes
) -> None:
    for number in range(GRADED):
        plant(course / "submitted" / f"fuzz-{number}", random.Random(-1 - number), right)
    corpus.hand_in(course, HONEST, right)
    cards = corpus.grade(course)
    honest = cards.pop(HONEST)
    assert (honest["status"], honest["score"]) == ("graded", honest["max_score"])
    assert honest["notebook"] == str(course / "submitted" / HONEST / NAME / f"{NAME}.ipynb")
    for student, card in cards.items():
        assert student.startswith("fuzz-"), "one student's files were read as another's"
        assert card["status"] == "graded" or card["notes"]
        assert f"/submitted/{student}/" in card["notebook"]
