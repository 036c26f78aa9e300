"""Submissions that come through nbgrader's exchange, or out of Moodle's archive."""

from __future__ import annotations

import getpass
import json
import os
import zipfile
from pathlib import Path

import pytest
from nbgrader.utils import notebook_hash

from tests.hand_ins import answers, named, solved
from tests.nbgrader.conftest import ASSIGNMENT, COURSE_ID, STAMP, InstructorsCourse

pytestmark = pytest.mark.slow


@pytest.fixture
def exchange(course: InstructorsCourse, tmp_path: Path) -> Path:
    """nbgrader's exchange, to which the assignment is released."""
    folder = tmp_path / "exchange"
    folder.mkdir()
    folder.chmod(0o777)
    course.configure(f"c.Exchange.root = {str(folder)!r}")
    course.nbgrader("release_assignment", ASSIGNMENT)
    return folder


def attempt(course: InstructorsCourse, secret: str, **functions: str) -> None:
    """A hand-in of someone's, for which the exchange keeps feedback under `secret`."""
    folder = course.hand_in("someone", answers(**functions)).parent
    (folder / "submission_secret.txt").write_text(secret)


def test_the_round_through_nbgraders_exchange(
    course: InstructorsCourse, exchange: Path, tmp_path: Path
) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    place = f"--Exchange.root={exchange}"
    student = getpass.getuser()

    course.nbgrader("fetch_assignment", ASSIGNMENT, place, "--course", COURSE_ID, cwd=desk)
    mine = desk / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    content = json.loads(mine.read_text())
    answers(**solved() | {"grad_f": "def grad_f(x):\n    return 4 - 2 * x"})(content)
    mine.write_text(json.dumps(content))
    course.nbgrader("submit", ASSIGNMENT, place, "--course", COURSE_ID, cwd=desk)

    course.nbgrader("collect", ASSIGNMENT)
    assert (course.root / "submitted" / student / ASSIGNMENT / "timestamp.txt").is_file()
    course.autograder("grade", "submitted", "--quiet")
    page = course.pages()[student]
    assert page.scores["check-grad_f"] == 0.0
    assert page.scores["check-descend"] == 4.0
    assert page.timestamp is not None

    for name in ("0-by-hand", "~by-hand", f"{student},by-hand"):  # first and last by name
        course.hand_in(name, answers(**solved()), stamp=STAMP if name == "~by-hand" else None)
    linked = Path("0-by-hand", ASSIGNMENT, "submission_secret.txt")
    (course.root / "submitted" / linked).symlink_to(course.root / "gradebook.db")
    folder = course.hand_in("0-no-secret", answers(**solved())).parent
    (folder / "submission_secret.txt").write_bytes(b"\xff\xfe")
    own = course.root / "submitted" / student / ASSIGNMENT
    (own / "saved.html").mkdir()
    (own / "saved.html" / "data.csv").touch()
    for name in (ASSIGNMENT, "more"):  # exported from the notebook, say
        (own / f"{name}.html").write_text("mine")
    course.autograder("grade", "submitted", "--quiet")
    course.nbgrader("generate_feedback", ASSIGNMENT)
    pages = (course.root / "feedback" / student / ASSIGNMENT).glob("*.html")
    assert [path.name for path in pages] == [f"{ASSIGNMENT}.html"]
    (course.root / "feedback" / student / ASSIGNMENT / "submission_secret.txt").unlink()
    released = course.nbgrader("release_feedback", ASSIGNMENT)
    for name in ("0-by-hand", "~by-hand", f"{student},by-hand", "0-no-secret"):
        assert f"{name}: the exchange cannot return all feedback" in released.stderr
    assert not (course.root / "feedback" / linked).exists()
    course.nbgrader("fetch_feedback", ASSIGNMENT, place, "--course", COURSE_ID, cwd=desk)
    (feedback,) = (desk / ASSIGNMENT / "feedback").rglob("*.html")
    assert "grad_f: not right yet" in feedback.read_text()


def test_a_later_attempt_gets_its_own_page_through_the_exchange(
    course: InstructorsCourse, exchange: Path
) -> None:
    for secret, slope in (("first", "4 - 2 * x"), ("second", "2 * x - 4")):
        attempt(course, secret, grad_f=f"def grad_f(x):\n    return {slope}")
        course.autograder("grade", "submitted", "--quiet")
        course.autograder("feedback", "--into", "feedback")
        course.nbgrader("release_feedback", ASSIGNMENT)
    hashes = [notebook_hash(secret=name, notebook_id=ASSIGNMENT) for name in ("first", "second")]
    pages = [exchange / COURSE_ID / "feedback" / f"{name}.html" for name in hashes]
    wrong = "The sign is wrong: look for a minus"
    assert [wrong in page.read_text() for page in pages] == [True, False]


def test_a_page_goes_out_under_the_attempt_that_was_graded_though_a_later_one_was_collected(
    course: InstructorsCourse, exchange: Path
) -> None:
    for secret in ("first", "second"):
        attempt(course, secret, f=f"def f(x):\n    return {len(secret)}")
        if secret == "first":
            course.autograder("grade", "submitted", "--quiet")
            course.autograder("feedback", "--into", "feedback")
    cut_off = course.hand_in("unread", answers(**solved()))
    (cut_off.parent / "submission_secret.txt").write_text("unread")
    cut_off.write_text("{")
    course.autograder("grade", str(cut_off), "--quiet", check=False)
    course.autograder("feedback", "unread", "--into", "feedback")
    course.nbgrader("release_feedback", ASSIGNMENT)
    sent = {path.stem for path in (exchange / COURSE_ID / "feedback").glob("*.html")}
    assert sent == {notebook_hash(secret=s, notebook_id=ASSIGNMENT) for s in ("first", "unread")}


def test_a_page_of_an_earlier_attempt_does_not_go_out_under_a_later_one(
    course: InstructorsCourse, exchange: Path
) -> None:
    for secret in ("first", "second"):
        attempt(course, secret, f=f"def f(x):\n    return {len(secret)}")
        course.autograder("grade", "submitted", "--quiet")
        if secret == "first":
            course.autograder("feedback", "--into", "feedback")
    sent = exchange / COURSE_ID / "feedback"
    assert "make the pages again" in course.nbgrader("release_feedback", ASSIGNMENT).stderr
    assert not list(sent.glob("*.html"))
    course.autograder("feedback", "--into", "feedback")
    course.nbgrader("release_feedback", ASSIGNMENT)
    hashed = notebook_hash(secret="second", notebook_id=ASSIGNMENT)
    assert [path.stem for path in sent.glob("*.html")] == [hashed]


def test_nobodys_folder_in_the_exchange_stops_the_class_or_brings_what_is_not_theirs(
    course: InstructorsCourse, exchange: Path
) -> None:
    right = course.hand_in("someone", answers(**solved()), stamp=None).read_text()
    source = course.root / "source" / ASSIGNMENT
    inbound = exchange / COURSE_ID / "inbound"

    def submit(student: str) -> Path:
        folder = inbound / f"{student}+{ASSIGNMENT}+{STAMP}+secret"
        folder.mkdir()
        (folder / f"{ASSIGNMENT}.ipynb").write_text(right)
        (folder / "timestamp.txt").write_text(STAMP)
        return folder

    for student in ("a-honest", "z-honest"):
        (submit(student) / "data.csv").write_text("1")
    (inbound / f"z-honest+{ASSIGNMENT}+{STAMP}+secret" / "data.csv").chmod(0o6755)
    os.mkfifo(submit("pipe") / "data.csv")
    (submit("nowhere") / "data.csv").symlink_to("nowhere")
    folder = submit("links")
    (folder / f"{ASSIGNMENT}.ipynb").unlink()
    (folder / f"{ASSIGNMENT}.ipynb").symlink_to(source / f"{ASSIGNMENT}.ipynb")
    for name in ("a", "b"):  # as many ways as there are paths of 40 letters
        (folder / name).symlink_to(".")
    (folder / "elsewhere").symlink_to(source, target_is_directory=True)
    (inbound / f"linked+{ASSIGNMENT}+{STAMP}+secret").symlink_to(source)
    (inbound / f"no-time+{ASSIGNMENT}+no time+secret").mkdir()
    (inbound / f"a-honest+{ASSIGNMENT}+no time+secret").mkdir()
    with (submit("huge") / "film.mp4").open("wb") as film:
        film.truncate(2**40)
    course.configure("c.CourseDirectory.include = ['*.ipynb', '*.csv', '*.txt', '*.mp4', 'a', 'b']")
    course.configure("c.CourseDirectory.max_file_size = 100")
    unasked = submit("unasked")
    (unasked / "notes.md").write_text("no such file is asked for")
    (unasked / "data.csv").write_text("1" * 100_001)
    course.configure("c.CourseDirectory.max_dir_size = 1000")
    many = submit("many")
    for number in range(12):
        (many / f"{number}.csv").write_text("1" * 90_000)

    said = course.nbgrader("collect", ASSIGNMENT).stderr
    submitted = course.root / "submitted"
    for student in ("a-honest", "z-honest", "pipe", "nowhere"):
        assert (submitted / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text() == right
    kept = submitted / "z-honest" / ASSIGNMENT / "data.csv"
    assert (kept.read_text(), kept.stat().st_mode & 0o7111) == ("1", 0), "runs as nobody"
    assert (submitted / "a-honest" / ASSIGNMENT / "data.csv").read_text() == "1"
    assert [path.name for path in (submitted / "links").rglob("*.*")] == ["timestamp.txt"]
    taken = {path.name for path in (submitted / "unasked" / ASSIGNMENT).iterdir()}
    assert taken == {f"{ASSIGNMENT}.ipynb", "timestamp.txt"}
    assert not (submitted / "linked" / ASSIGNMENT).exists()
    for name in (f"linked+{ASSIGNMENT}", f"huge+{ASSIGNMENT}"):
        assert name in said
    assert "not collected: it is a link, and links are not followed" in said
    assert "KB that are read" in said


def test_moodles_archive_of_all_submissions(course: InstructorsCourse) -> None:
    right, untouched = (
        course.hand_in("someone", edit, stamp=None).read_text()
        for edit in (answers(**solved()), None)
    )
    helped = json.loads(right)
    named(helped, "descend")["source"] = f"from helper import same\n@same\n{solved()['descend']}"
    archive = course.root / "downloaded" / ASSIGNMENT / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "Course-Assignment-4711.zip", "w") as file:
        for name, text in (("student 01_100201", right), ("student 02_100202", untouched)):
            file.writestr(f"{name}_assignsubmission_file_/{ASSIGNMENT}.ipynb", text)
        file.writestr(f"student 03_100203_assignsubmission_file_{ASSIGNMENT}.ipynb", right)
        # What students call their files, and archives of theirs, stand for nobody else's.
        theirs = "student 04_100204_assignsubmission_file_"
        file.writestr(f"{theirs}/x_100205_assignsubmission_file_{ASSIGNMENT}.ipynb", right)
        more = "student 06_100206_assignsubmission_file_"
        file.writestr(f"{more}/{ASSIGNMENT}.ipynb", right)
        file.writestr(f"{more}/x_100202_assignsubmission_file_{ASSIGNMENT}.ipynb", right)
        file.writestr(f"{more}/x_100202_assignsubmission_file_/{ASSIGNMENT}.ipynb", right)
        for name in ("broken.zip", "data.csv.gz", f".ipynb_checkpoints/{ASSIGNMENT}.ipynb"):
            file.writestr(f"{more}/{name}", "no archive")
        folder = "student 07_100207_assignsubmission_file_/homework/"
        file.writestr(f"{folder}{ASSIGNMENT}.ipynb", json.dumps(helped))
        file.writestr(f"{folder}helper.py", "def same(function):\n    return function\n")
        file.writestr(f"{theirs}/timestamp.txt", STAMP)
        file.writestr("student 08_100208_assignsubmission_file_/answers.docx", "no notebook")

    course.nbgrader("zip_collect", ASSIGNMENT, "--force")
    done = course.autograder("grade", "submitted", check=False)
    assert done.returncode == 3
    assert "100208" in done.stdout
    assert "but answers.docx" in " ".join(done.stdout.split())
    pages = course.pages()
    scores = {name: page.scores["check-descend"] for name, page in pages.items()}
    right_ones = dict.fromkeys(("100201", "100203", "100204", "100206", "100207"), 4.0)
    assert scores == right_ones | {"100202": 0.0, "someone": 0.0}
    assert pages["100204"].timestamp is None
