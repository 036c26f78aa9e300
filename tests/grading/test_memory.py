"""What is kept is what the class handed in: no more, and no longer than it is handed in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.grading.material import material
from autograder.grading.memory import Memory, kept
from autograder.grading.settings import Settings
from autograder.grading.submissions import Submission
from autograder.model import Scorecard

NAME = "least_squares"


def keep(root: Path, folder: str, student: str, score: float) -> Path:
    """Grade `student`'s notebook in `folder`, as far as the memory is told of it."""
    path = root / folder / student / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")
    card = Scorecard(student, NAME, str(path), "", "graded", score, 16.0)
    submission = Submission(student, NAME, path, folder=path.parent)
    Memory(root, Settings(1)).keep(submission, card)
    return path


def told(root: Path) -> list[tuple[str, float]]:
    return [(card.student, card.score) for card in kept(root).cards]


@pytest.mark.parametrize(
    "folder", ["elsewhere", "source", "release", "submitted-old", "a/submitted"]
)
def test_grading_other_files_changes_nothing_of_the_class(tmp_path, folder):
    keep(tmp_path, "submitted", "student-01", 16.0)
    keep(tmp_path, folder, "student-01", 1.0)
    keep(tmp_path, folder, "student-02", 2.0)
    assert told(tmp_path) == [("student-01", 16.0)]


def test_what_is_no_longer_handed_in_disappears_and_comes_back_with_it(tmp_path):
    path = keep(tmp_path, "submitted", "student-01", 16.0)
    keep(tmp_path, "submitted", "student-02", 8.0)
    shutil.move(path, tmp_path / "aside")
    assert told(tmp_path) == [("student-02", 8.0)]
    shutil.rmtree(tmp_path / "submitted" / "student-02")
    assert told(tmp_path) == []
    shutil.move(tmp_path / "aside", path)
    assert told(tmp_path) == [("student-01", 16.0)]


def test_a_file_beside_the_notebook_that_changes_is_graded_again(tmp_path):
    path = tmp_path / "submitted" / "student-01" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    (path.parent / "helper.py").write_text("x = 1")
    digest = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"  # of {}
    submission = Submission("student-01", NAME, path, folder=path.parent)
    beside = material(Course(tmp_path), submission).digest
    card = Scorecard("student-01", NAME, str(path), digest, "graded", 16.0, 16.0, beside=beside)
    memory = Memory(tmp_path, Settings(1))
    memory.keep(submission, card)
    assert memory.recall(submission) == card
    (path.parent / "timestamp.txt").write_text("2026-07-01 12:00:00 UTC")
    assert memory.recall(submission) == card
    (path.parent / "helper.py").write_text("x = 2")
    assert memory.recall(submission) is None


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"null", b"[]", b"{}", b"\x00\xff\xfe", b'{"scorecard": {}, "lies_at": ""}',
     b'{"scorecard": {"student": 1}}', b"[" * 100_000],
)  # fmt: skip
def test_a_result_that_cannot_be_read_is_named_and_the_others_stand(tmp_path, content):
    keep(tmp_path, "submitted", "student-01", 16.0)
    path = keep(tmp_path, "submitted", "student-02", 8.0)
    result = tmp_path / ".autograder" / "results" / NAME / "student-02.json"
    result.write_bytes(content)
    (line,) = kept(tmp_path).unreadable
    assert f"{result}: this result cannot be read" in line
    assert f"grade student-02's {NAME} again" in line
    assert told(tmp_path) == [("student-01", 16.0)]
    submission = Submission("student-02", NAME, path, folder=path.parent)
    assert Memory(tmp_path, Settings(1)).recall(submission) is None
    keep(tmp_path, "submitted", "student-02", 8.0)
    assert kept(tmp_path).unreadable == ()
    assert told(tmp_path) == [("student-01", 16.0), ("student-02", 8.0)]


def test_a_result_that_cannot_be_read_of_what_is_gone_is_nobodys(tmp_path):
    path = keep(tmp_path, "submitted", "student-01", 16.0)
    (tmp_path / ".autograder" / "results" / NAME / "student-01.json").write_text("{")
    shutil.rmtree(path.parents[1])
    assert kept(tmp_path).unreadable == ()
