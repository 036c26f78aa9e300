"""The folder `autograded/`: what formgrader shows and feedback is made from."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.gradebook.conftest import ASSIGNMENT, BY_HAND, POINTS, Class, record
from tests.hand_ins import answers, code, named
from tests.programs import python_m


def released_cell(course: Class, name: str) -> dict[str, Any]:
    path = course.root / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    return named(json.loads(path.read_text()), name)


def source_of(cell: dict[str, Any]) -> str:
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def test_the_students_answer_and_the_verdict_stand_together(course: Class) -> None:
    course.hand_in(edit=answers(f="def f(x):\n    return x - 4"))
    course.enter(course.scorecard(shares={"f": 0.0}))
    assert source_of(named(course.page(), "f")) == "def f(x):\n    return x - 4"
    (output,) = named(course.page(), "check-f")["outputs"]
    for text in ("".join(output["data"]["text/plain"]), "".join(output["data"]["text/html"])):
        assert "What is to be said of f." in text
        assert "0 of 1 point" in text


STANDING = "def descend(x0, eta, tolerance, max_iterations):\n    return [x0]"
PLOT = """def plot_descent(points):
    print("drawing", len(points), "points")
    fig, ax = plt.subplots()
    ax.plot(points)
    return ax"""


def test_what_the_cells_show_stands_under_them(course: Class) -> None:
    def edit(content: dict[str, Any]) -> None:
        answers(descend=STANDING)(content)
        answers(plot_descent=PLOT)(content)
        answers(f="1 / 0")(content)

    course.hand_in(edit=edit)
    record(course.root, [course.scorecard()])
    page = course.page()
    text, picture = named(page, "show-descent")["outputs"]
    assert "".join(text["text"]) == "drawing 1 points\n"
    assert picture["data"]["image/png"]
    (error,) = named(page, "f")["outputs"]
    assert error["ename"] == "ZeroDivisionError"


def test_what_is_shown_already_is_not_run_again(course: Class) -> None:
    course.hand_in(edit=answers(f="import random\nprint(random.random())"))
    record(course.root, [course.scorecard()])
    (before,) = named(course.page(), "f")["outputs"]
    record(course.root, [course.scorecard(shares=0.5)])
    (after,) = named(course.page(), "f")["outputs"]
    assert after == before
    (verdict,) = named(course.page(), "check-grad_f")["outputs"]
    assert "1 of 2 points" in "".join(verdict["data"]["text/plain"])

    course.hand_in(edit=answers(f="import random\nprint(random.random())  # once more"))
    record(course.root, [course.scorecard()])
    assert named(course.page(), "f")["outputs"] != [before]


def test_a_page_is_made_anew_where_only_a_file_beside_the_notebook_changed(course: Class) -> None:
    def shown() -> str:
        record(course.root, [course.scorecard()])
        (output,) = named(course.page(), "f")["outputs"]
        return "".join(output["text"])

    look = (
        "import os\nprint(sorted(os.listdir()), os.path.exists('a.txt') and open('a.txt').read())"
    )
    course.hand_in(edit=answers(f=look))
    beside = course.folder("submitted", "student-01") / "a.txt"
    beside.write_text("one")
    assert "one" in shown()
    beside.write_text("two")  # another content
    assert "two" in shown()
    beside.with_name("b.txt").write_text("")  # one more
    assert "b.txt" in shown()
    beside.unlink()  # one less
    assert "two" not in shown()
    (course.root / "release" / ASSIGNMENT / "given.txt").write_text("the instructor's")
    assert "given.txt" in shown()


def test_no_folder_that_is_called_like_a_notebook_is_copied(course: Class) -> None:
    folder = course.hand_in().with_name("more.ipynb")
    for name in (folder / "a.txt", folder.with_name("more") / "a.txt"):
        name.parent.mkdir()
        name.write_text("one")
    record(course.root, [course.scorecard()])
    copied = {path.name for path in course.folder("autograded", "student-01").iterdir()}
    assert copied == {f"{ASSIGNMENT}.ipynb", "more", "timestamp.txt"}


@pytest.mark.parametrize("change", ["another content", "one more", "one less"])
def test_no_page_shows_another_file_than_the_one_that_was_graded(
    course: Class, change: str
) -> None:
    course.hand_in()
    course.hand_in("student-02")
    beside = course.folder("submitted", "student-01") / "a.txt"
    beside.write_text("one")
    cards = [course.scorecard("student-01"), course.scorecard("student-02")]
    if change == "one less":
        beside.unlink()
    else:
        beside.with_name("a.txt" if change == "another content" else "b.txt").write_text("two")
    (trouble,) = record(course.root, cards)
    assert "a file beside it has changed since it was graded: grade it again" in trouble
    assert not course.folder("autograded", "student-01").exists()
    assert course.page("student-02")


def test_of_notebooks_that_are_gone_since_they_were_graded_each_is_named(course: Class) -> None:
    gone = ("student-01", "student-02", "student-03")
    paths = [course.hand_in(student) for student in gone]
    course.hand_in("student-04")
    cards = [course.scorecard(student) for student in (*gone, "student-04")]
    for path in paths:
        path.unlink()
    os.mkfifo(paths[-1])
    trouble = record(course.root, cards)
    assert [line.partition(".ipynb: not entered")[0] for line in trouble] == [
        str(path.with_suffix("")) for path in paths
    ]
    assert course.page("student-04")


def test_outputs_that_the_student_saved_are_not_believed(course: Class) -> None:
    def forge(content: dict[str, Any]) -> None:
        for cell in content["cells"]:
            if cell["cell_type"] == "code":
                stream = {"output_type": "stream", "name": "stdout", "text": "all right!"}
                cell["outputs"] = [stream]

    course.hand_in(edit=forge)
    course.enter(course.scorecard(shares=0.0))
    assert "all right!" not in json.dumps(course.page())


def test_both_folders_bear_the_same_time_stamp_and_files(course: Class) -> None:
    course.hand_in(timestamp="2026-11-02 12:00:00 UTC")
    (course.folder("submitted", "student-01") / "notes.txt").write_text("mine")
    course.enter(course.scorecard())
    page = course.folder("autograded", "student-01")
    assert (page / "timestamp.txt").read_text() == "2026-11-02 12:00:00 UTC"
    assert (page / "notes.txt").read_text() == "mine"

    (course.folder("submitted", "student-01") / "notes.txt").unlink()
    (course.folder("submitted", "student-01") / "timestamp.txt").unlink()
    course.enter(course.scorecard())
    assert [path.name for path in page.iterdir()] == [f"{ASSIGNMENT}.ipynb"]


def test_a_link_that_leads_out_of_the_submission_is_not_followed(
    course: Class, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody's business")
    course.hand_in()
    (course.folder("submitted", "student-01") / "mine.txt").symlink_to(secret)
    course.enter(course.scorecard())
    assert not (course.folder("autograded", "student-01") / "mine.txt").exists()


def delete(*names: str) -> Any:
    def edit(content: dict[str, Any]) -> None:
        for name in names:
            content["cells"].remove(named(content, name))

    return edit


def mark(name: str, **marks: Any) -> Any:
    def edit(content: dict[str, Any]) -> None:
        named(content, name)["metadata"]["nbgrader"] |= marks

    return edit


def break_marks(content: dict[str, Any]) -> None:
    named(content, "check-step")["metadata"]["nbgrader"]["grade_id"] = ["check-step"]
    named(content, "f")["metadata"] = {"nbgrader": {"schema_version": 99, "grade_id": "f"}}
    named(content, "check-f")["metadata"]["nbgrader"] = "broken"


def duplicate(content: dict[str, Any]) -> None:
    position = content["cells"].index(named(content, "f"))
    content["cells"].insert(position, json.loads(json.dumps(content["cells"][position])))
    content["cells"][position]["id"] = "another"
    content["cells"][position]["source"] = "an earlier try"


def turn_into_text(content: dict[str, Any]) -> None:
    cell = named(content, "check-f")
    cell["cell_type"] = "markdown"
    del cell["outputs"], cell["execution_count"]


def old_format(content: dict[str, Any]) -> None:
    content["nbformat_minor"] = 2
    for cell in content["cells"]:
        cell.pop("id", None)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(answers(**{"check-f": "1.0"}), id="check-rewritten"),
        pytest.param(mark("check-f", points=99), id="points-raised"),
        pytest.param(mark("check-f", grade=False, locked=False), id="grade-flipped"),
        pytest.param(mark("f", grade=True, points=50), id="solution-made-a-test"),
        pytest.param(mark("check-f", solution=True), id="test-made-a-solution"),
        pytest.param(delete("check-f"), id="check-deleted"),
        pytest.param(delete("f", "check-f", "setup"), id="question-deleted"),
        pytest.param(break_marks, id="metadata-broken"),
        pytest.param(duplicate, id="cell-duplicated"),
        pytest.param(turn_into_text, id="check-made-text"),
        pytest.param(old_format, id="older-format"),
    ],
)
def test_whatever_the_submission_says_of_its_cells_the_page_is_the_release(
    course: Class, edit: Any
) -> None:
    course.hand_in(edit=edit)
    course.enter(course.scorecard())
    cell = named(course.page(), "check-f")
    expected = released_cell(course, "check-f")
    assert source_of(cell) == source_of(expected)
    assert cell["metadata"]["nbgrader"] == expected["metadata"]["nbgrader"] | {
        "cell_type": "code",
        "points": 1.0,
    }
    (output,) = cell["outputs"]
    assert "1 of 1 point" in "".join(output["data"]["text/plain"])
    with course.gradebook() as gradebook:
        page = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "student-01")
        assert (page.score, page.max_score) == (sum(POINTS.values()), page.notebook.max_score)


def test_half_a_surrogate_pair_anywhere_is_replaced_on_the_page(course: Class) -> None:
    half = "a\ud800z"

    def edit(content: dict[str, Any]) -> None:
        cell = named(content, BY_HAND[0])
        cell["source"] = half
        cell["metadata"][half] = content["metadata"][half] = {half: [half]}
        cell["attachments"] = {f"{half}.png": {"image/png": half}}
        content["cells"] += [code(f"# {half}\nprint('{half}')"), {**cell, "id": half}]

    course.hand_in(edit=edit)
    assert record(course.root, [course.scorecard()]) == ()
    assert named(course.page(), BY_HAND[0])["source"] == ["a\N{REPLACEMENT CHARACTER}z"]


def test_of_two_cells_with_one_name_the_last_is_the_answer(course: Class) -> None:
    course.hand_in(edit=duplicate)
    course.enter(course.scorecard())
    assert source_of(named(course.page(), "f")) == source_of(released_cell(course, "f"))
    assert any(source_of(cell) == "an earlier try" for cell in course.page()["cells"])


def test_a_deleted_answer_is_put_back_for_a_person_to_see(course: Class) -> None:
    course.hand_in(edit=delete(BY_HAND[0]))
    course.enter(course.scorecard())
    assert "missing from the submission" in source_of(named(course.page(), BY_HAND[0]))
    with course.gradebook() as gradebook:
        place = (ASSIGNMENT, ASSIGNMENT, "student-01")
        grade = gradebook.find_grade(BY_HAND[0], *place)
        assert (grade.auto_score, grade.needs_manual_grade) == (None, True)


@pytest.mark.slow
def test_nbgrader_makes_feedback_from_the_page(course: Class) -> None:
    course.hand_in(edit=answers(f="def f(x):\n    return 41 + 1"))
    course.enter(course.scorecard(shares={"f": 0.5}))
    python_m("nbgrader", "generate_feedback", ASSIGNMENT, cwd=course.root)
    html = (course.folder("feedback", "student-01") / f"{ASSIGNMENT}.html").read_text()
    assert "What is to be said of f." in html
    assert "0.5 of 1 point" in html
