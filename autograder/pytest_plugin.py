"""The pytest plugin: submissions as test files, one item a question.

Notebooks are collected only where they are submissions: below the `submitted/` folder of a course
of this kit, or where `--autograder-course` (or the ini option `autograder_course`) names the
course. Notebooks of other projects are none of its business.

Grading is the engine's own, in its own locked process; what pytest adds is selection, order and
reports. Nothing of the engine is imported before a submission is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from autograder.points import shown

if TYPE_CHECKING:
    from autograder.grading import Grader, Submission
    from autograder.model import QuestionResult, Scorecard

OPTION = "autograder_course"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("autograder")
    group.addoption(
        "--autograder-course",
        metavar="DIR",
        help="grade the notebooks given as submissions to the course in DIR",
    )
    parser.addini(OPTION, "the course that notebooks are submissions to", default="")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix != ".ipynb" or ".ipynb_checkpoints" in file_path.parts:
        return None
    course = _named_course(parent.config) or _course_around(file_path)
    if course is None:
        return None
    submission: SubmittedNotebook = SubmittedNotebook.from_parent(parent, path=file_path)
    submission.course = course
    return submission


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Graders(), "autograder-graders")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The points of each submission, of the questions that were asked."""
    earned: dict[tuple[str, str], tuple[float, float]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, ()):
            said = dict(report.user_properties)
            if {"student", "assignment", "score", "max_score"} <= said.keys():
                key = (said["assignment"], said["student"])
                score, highest = earned.get(key, (0.0, 0.0))
                earned[key] = (score + said["score"], highest + said["max_score"])
    if earned:
        terminalreporter.section("points")
    for (assignment, student), (score, highest) in sorted(earned.items()):
        terminalreporter.write_line(f"{assignment}  {student}  {shown(score)}/{shown(highest)}")


class Graders:
    """The graders of one run, one a course, started when first needed and closed at the end."""

    def __init__(self) -> None:
        self._open: dict[Path, Grader] = {}

    def grade(self, course: Path, submission: Submission) -> Scorecard:
        from autograder.course import Course
        from autograder.grading import Grader, Settings

        if course not in self._open:
            grader = Grader(course, Settings(Course(course).seed()))
            self._open[course] = grader.__enter__()
        return self._open[course].grade(submission)

    def pytest_unconfigure(self) -> None:
        for grader in self._open.values():
            grader.__exit__(None, None, None)
        self._open.clear()


class SubmittedNotebook(pytest.File):
    """One submission. Collecting it reads the course's source only; nothing of a student runs."""

    course: Path

    def collect(self) -> Iterator[pytest.Item]:
        from autograder.course import Course
        from autograder.grading import find

        course = Course(self.course)
        (self.submission,) = find([self.path], course.names)
        if self.submission.problem:
            raise self.CollectError(self.submission.problem)
        for question in course.assignment(self.submission.assignment).questions:
            yield AskedQuestion.from_parent(self, name=question.name)

    def scorecard(self) -> Scorecard:
        """The grade; made when the first of its questions is asked, then kept."""
        if not hasattr(self, "_scorecard"):
            graders = self.config.pluginmanager.get_plugin("autograder-graders")
            assert isinstance(graders, Graders)
            self._scorecard = graders.grade(self.course, self.submission)
        return self._scorecard


class AskedQuestion(pytest.Item):
    """One question of one submission: passed where it earned all its points."""

    parent: SubmittedNotebook

    def setup(self) -> None:
        """What goes wrong here is an error of the run, and no failure of the student's."""
        from autograder.errors import AutograderError

        try:
            card = self.parent.scorecard()
        except AutograderError as trouble:
            pytest.fail(str(trouble), pytrace=False)
        if card.status == "ungraded":
            pytest.fail(" ".join(card.notes), pytrace=False)
        found = {question.name: question for question in card.questions}
        self.result: QuestionResult = found[self.name]
        self.user_properties += [
            ("student", card.student),
            ("assignment", card.assignment),
            ("score", self.result.score),
            ("max_score", self.result.max_score),
        ]
        if self.result.diagnosis:
            self.user_properties.append(("diagnosis", self.result.diagnosis))

    def runtest(self) -> None:
        if self.result.outcome != "passed":
            points = f"{shown(self.result.score)} of {shown(self.result.max_score)} points"
            pytest.fail(f"{points}. {self.result.feedback}", pytrace=False)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        submission = self.parent.submission
        return self.path, None, f"{submission.assignment} of {submission.student}: {self.name}"


def _named_course(config: pytest.Config) -> Path | None:
    given = config.getoption(OPTION)
    if given:
        return config.invocation_params.dir / str(given)
    named = str(config.getini(OPTION))
    return config.rootpath / named if named else None


def _course_around(notebook: Path) -> Path | None:
    """The course whose `submitted/<student>/<assignment>/` the notebook lies in, or None."""
    if len(notebook.parents) < 4:
        return None
    assignment, _, submitted, course = notebook.parents[:4]
    name = assignment.name
    if submitted.name != "submitted" or not (course / "solutions" / f"{name}.py").is_file():
        return None
    source = course / "source" / name / f"{name}.ipynb"
    return course if source.is_file() else None
