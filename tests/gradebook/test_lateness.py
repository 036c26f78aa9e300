"""Late submissions cost what the course's own late-submission plugin says."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from autograder.errors import CourseError
from autograder.gradebook.reading import open_sheet
from tests.gradebook.conftest import ASSIGNMENT, POINTS, Class, record

PLUGIN = """
from nbgrader.plugins import LateSubmissionPlugin


class PerDay(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 2 * (1 + total_seconds_late // 86400)
"""


def due(course: Class, when: datetime) -> None:
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate=when)


def configure(course: Class, line: str) -> None:
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write(f"\n{line}\n")


def penalty(course: Class) -> float | None:
    with course.gradebook() as gradebook:
        page = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "student-01")
        found: float | None = page.late_submission_penalty
        return found


def test_nobody_pays_unless_the_course_says_so(course: Class) -> None:
    due(course, datetime(2026, 11, 1))
    course.hand_in()
    course.enter(course.scorecard())
    assert penalty(course) is None


def test_nbgraders_own_penalty_takes_the_whole_score(course: Class) -> None:
    configure(course, 'c.LateSubmissionPlugin.penalty_method = "zero"')
    due(course, datetime(2026, 11, 1))
    course.hand_in()
    course.enter(course.scorecard(shares={"descend": 1.0}))
    assert penalty(course) == 4.0


@pytest.mark.parametrize("place", ["nbgrader_config.json", "home/nbgrader_config.py"])
def test_settings_count_wherever_nbgrader_reads_them(
    course: Class, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {
        ".json": '{"LateSubmissionPlugin": {"penalty_method": "zero"}}',
        ".py": 'get_config().LateSubmissionPlugin.penalty_method = "zero"',
    }
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(course.root / "home"))
    path = course.root / place
    path.parent.mkdir(exist_ok=True)
    path.write_text(texts[path.suffix])
    due(course, datetime(2026, 11, 1))
    course.hand_in()
    course.enter(course.scorecard())
    assert penalty(course) == sum(POINTS.values())
    configure(course, 'c.LateSubmissionPlugin.penalty_method = "none"')
    course.enter(course.scorecard())
    outdone = place != "nbgrader_config.json"  # which nbgrader reads last
    assert (penalty(course) is None) == outdone


def test_a_plugin_beside_the_configuration_is_used_and_kept_within_the_score(
    course: Class,
) -> None:
    (course.root / "late.py").write_text(PLUGIN)
    configure(course, 'c.AssignLatePenalties.plugin_class = "late.PerDay"')
    due(course, datetime(2026, 11, 1))
    course.hand_in(timestamp="2026-11-02 12:00:00 UTC")
    course.enter(course.scorecard())
    assert penalty(course) == 4.0
    course.enter(course.scorecard(shares={"f": 1.0}))
    assert penalty(course) == 1.0, "no more than there was to take"


def test_an_extension_lifts_the_penalty(course: Class) -> None:
    configure(course, 'c.LateSubmissionPlugin.penalty_method = "zero"')
    due(course, datetime(2026, 11, 1))
    course.hand_in()
    course.enter(course.scorecard())
    with course.gradebook() as gradebook:
        gradebook.grant_extension(ASSIGNMENT, "student-01", days=3)
        submission = gradebook.find_submission(ASSIGNMENT, "student-01")
        assert submission.extension == timedelta(days=3)
    course.enter(course.scorecard())
    assert penalty(course) is None


def test_an_extension_where_nothing_is_due_stops_neither_the_grade_nor_the_class(
    course: Class,
) -> None:
    course.hand_in()
    course.enter(course.scorecard())
    with course.gradebook() as gradebook:
        gradebook.grant_extension(ASSIGNMENT, "student-01", days=3)
    course.enter(course.scorecard())
    sheet = open_sheet(course.root)
    assert sheet is not None
    grade = sheet.grade("student-01", ASSIGNMENT)
    assert grade is not None
    assert (grade.seconds_late, grade.due) == (0.0, "")


BROKEN = """
from nbgrader.plugins import LateSubmissionPlugin


class OfAList(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return float(open(f"/nowhere/{student_id}").read())
"""


def test_a_plugin_that_fails_for_one_student_is_told_and_the_others_are_entered(
    course: Class,
) -> None:
    (course.root / "broken_late.py").write_text(BROKEN)
    configure(course, 'c.AssignLatePenalties.plugin_class = "broken_late.OfAList"')
    due(course, datetime(2026, 11, 1))
    course.hand_in("student-01")
    course.hand_in("student-02", timestamp="2026-10-30 12:00:00 UTC")
    (line,) = record(course.root, [course.scorecard(f"student-0{n}") for n in (1, 2)])
    assert "not entered in the gradebook" in line
    assert "/nowhere/student-01" in line
    with course.gradebook() as gradebook:
        assert [s.student.id for s in gradebook.assignment_submissions(ASSIGNMENT)] == [
            "student-02"
        ]


@pytest.mark.parametrize(
    "line",
    [
        'c.AssignLatePenalties.plugin_class = "late.Missing"',
        'c.CourseDirectory.groupshared = "yes"',
    ],
)
def test_settings_that_nbgrader_does_not_take_are_named(course: Class, line: str) -> None:
    configure(course, line)
    course.hand_in()
    with pytest.raises(CourseError, match=r"nbgrader_config\.py.* cannot be used"):
        course.enter(course.scorecard())
