"""Late submissions cost what the course's own late-submission plugin says."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.gradebook.conftest import ASSIGNMENT, Class

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
