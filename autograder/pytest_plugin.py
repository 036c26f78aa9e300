"""The pytest plugin: submissions as test files, one item per question.

Notebooks are collected only where they are submissions: in the `submitted/` folder of a course of
this autograder, or where `--autograder-course` names the course. Notebooks of other projects are
left alone.

Grading is the autograder's own, in its own locked process; what pytest adds is selection, order and
reports. Nothing of the autograder is imported before a submission is found.

pytest runs each `conftest.py` and `test_*.py` that it meets, and takes its configuration from where
its arguments are. In a hand-in all of these are the student's. So a folder of hand-ins is never a
folder to pytest, only a list of notebooks. A run for a path inside of a hand-in is refused, with or
without settings there, unless `-c` names others (`reports/README.md` says why).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from autograder.hand_ins import SUBMITTED, hand_ins_around
from autograder.points import shown

if TYPE_CHECKING:
    from autograder.grading.engine import Grader
    from autograder.grading.searching import Found
    from autograder.grading.submissions import Submission
    from autograder.model import QuestionResult, Scorecard, Stray


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("autograder")
    group.addoption(
        "--autograder-course",
        metavar="DIR",
        help="grade the notebooks given as submissions to the course in DIR",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Before the first conftest.py runs: let none run beside hand-ins, or refuse the run."""
    run = Run(early_config)
    early_config.pluginmanager.register(run, "autograder-run")
    if not run.fences:
        return
    run.refuse_what_is_taken_from_hand_ins()
    early_config.known_args_namespace.noconftest = True


@pytest.hookimpl(tryfirst=True)
def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    run = _run(parent.config)
    if not run.fenced(path):
        return None
    folder: HandIns = HandIns.from_parent(parent, path=path)
    folder.found = run.found(path)
    return folder


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A notebook that was named itself and lies in the course's own folder."""
    run = _run(parent.config)
    if file_path not in run.fences:
        return None
    return _notebook(parent, run.found(file_path).submissions[0])


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


class Run:
    """What one run was asked to grade, and its graders: one a course, started when first needed."""

    def __init__(self, config: pytest.Config) -> None:
        given = config.known_args_namespace
        self._here = config.invocation_params.dir
        course = given.autograder_course
        self._named = Path(self._here, course) if course else None
        self._config = config
        self._asked = self._paths(given.file_or_dir)
        self.fences = frozenset(fence for path in self._asked for fence in self._fences(path))
        """The folders, or single notebooks, among what was asked for that are students'."""
        self._above = frozenset(
            folder for fence in self.fences for folder in fence.parents if self._is_apart(folder)
        )
        self._graders: dict[Path, Grader] = {}

    def _paths(self, asked: Sequence[str]) -> list[Path]:
        if not asked and self._here == self._config.rootpath:
            asked = [
                str(p) for glob in self._config.getini("testpaths") for p in self._here.glob(glob)
            ]
        return [Path(os.path.abspath(self._here / path.split("::")[0])) for path in asked or ["."]]

    def _fences(self, path: Path) -> Iterator[Path]:
        submitted = hand_ins_around(path)
        if submitted is not None:
            yield submitted
        elif self._named is not None and self._is_apart(path):
            yield path if path.is_dir() or not self._is_apart(path.parent) else path.parent

    def _is_apart(self, path: Path) -> bool:
        """Whether the course that was named is neither `path` nor below it.

        Otherwise `path` may be the instructor's. If it is apart, it may have come with a hand-in.
        """
        return self._named is not None and not self._named.resolve().is_relative_to(path.resolve())

    def fenced(self, path: Path) -> bool:
        """Whether `path` lies in hand-ins, or on the way to one that lies outside of the course."""
        if hand_ins_around(path) is not None:
            return True
        ways = (path, path.resolve())
        return any(
            way in self._above or way.is_relative_to(fence) for way in ways for fence in self.fences
        )

    def _within(self, path: Path) -> bool:
        """Whether `path` is, or may be, part of a hand-in: all but `submitted/` itself."""
        submitted = hand_ins_around(path)
        return submitted is None or path.resolve() != submitted.resolve()

    def refuse_what_is_taken_from_hand_ins(self) -> None:
        """Raises `pytest.UsageError` where a hand-in had, or will have, its say in this run."""
        for path in self._asked:
            if not self.fenced(path):
                raise pytest.UsageError("run hand-ins and other tests separately")
            around = hand_ins_around(path)
            if around is not None and around.name != SUBMITTED:
                raise pytest.UsageError(f"{around} is not what is graded: give pytest submitted/")
            if not path.is_dir() and path.suffix != ".ipynb":
                raise pytest.UsageError(f"{path} lies among hand-ins and is no notebook")
        if self._config.known_args_namespace.inifilename is None and any(
            map(self._within, self._asked)
        ):
            raise pytest.UsageError(
                "pytest would look for its settings in a hand-in and obey them: give it submitted/ "
                "and choose with -k student-01, or name settings: -c /dev/null --rootdir ."
            )
        # pytest writes its cache to the root, where a hand-in may have a link to anywhere.
        settings = self._config.inipath or self._config.rootpath / "none"
        imported = map(self._here.joinpath, ("", *sys.path))
        for place in (self._config.rootpath, settings.parent, *imported):
            if self.fenced(place):
                raise pytest.UsageError(
                    f"{place} lies among hand-ins, and pytest would take settings or modules from "
                    "it: start pytest in the course's folder"
                )

    def course(self, path: Path) -> Path:
        """The course that the hand-in at `path` is graded against."""
        submitted = hand_ins_around(path)
        if self._named is not None or submitted is None:
            assert self._named is not None
            return self._named
        return submitted.parent

    @cache  # noqa: B019  a run lives as long as its process
    def found(self, path: Path) -> Found:
        """The submissions, and what is none, at or below `path`."""
        from autograder.course import Course
        from autograder.grading.searching import Found, find

        submitted = hand_ins_around(path)
        if submitted is not None and submitted.name != SUBMITTED:
            return Found((), ())
        if submitted is None:
            places = [asked for asked in self._asked if asked.is_relative_to(path)] or [path]
        else:
            places = [submitted if path.is_relative_to(submitted) else path]
        return _below(find(places, Course(self.course(path))), path)

    def grade(self, submission: Submission) -> Scorecard:
        from autograder.course import Course
        from autograder.grading.engine import Grader
        from autograder.grading.settings import Settings

        course = self.course(submission.path)
        if course not in self._graders:
            grader = Grader(course, Settings(Course(course).seed()))
            self._graders[course] = grader.__enter__()
        return self._graders[course].grade(submission)

    def pytest_unconfigure(self) -> None:
        for grader in self._graders.values():
            grader.__exit__(None, None, None)
        self._graders.clear()


class HandIns(pytest.File):
    """A folder of hand-ins: the notebooks that are found there, and an error for whatever
    else is handed in.

    A `pytest.File`, because pytest runs the conftest.py of what it takes for a folder.
    """

    found: Found

    def collect(self) -> Iterator[pytest.Collector | pytest.Item]:
        below: dict[str, None] = {}  # in the order in which they were found
        for submission in self.found.submissions:
            first, *deeper = submission.path.relative_to(self.path).parts
            if deeper:
                below[first] = None
            else:
                yield _notebook(self, submission)
        for stray in self.found.strays:
            parts = Path(stray.path).relative_to(self.path).parts
            if len(parts) > 1 or (parts and os.path.isdir(stray.path)):
                below[parts[0]] = None
            else:
                name = f"not a submission: {Path(stray.path).name}"
                item: NoSubmission = NoSubmission.from_parent(self, name=name)
                item.stray = stray
                yield item
        for first in below:
            folder: HandIns = HandIns.from_parent(self, path=self.path / first)
            folder.found = _below(self.found, folder.path)
            yield folder


class NoSubmission(pytest.Item):
    """What lies among hand-ins and is none: an error, so that nobody takes it for graded."""

    stray: Stray

    def setup(self) -> None:
        pytest.fail(str(self.stray), pytrace=False)

    def runtest(self) -> None:
        """It never comes to this."""

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, self.name


class SubmittedNotebook(pytest.File):
    """One submission. Collecting it reads the course's source only; nothing of a student runs."""

    submission: Submission

    def collect(self) -> Iterator[pytest.Item]:
        from autograder.errors import AutograderError
        from autograder.grading.ordinary import question_names

        try:
            names = question_names(_run(self.config).course(self.path), self.submission.assignment)
        except AutograderError:
            names = []  # the hand-in's own item says what it is
        for question in names or ["hand-in"]:
            yield AskedQuestion.from_parent(self, name=question)

    @cached_property
    def scorecard(self) -> Scorecard:
        """The grade; made when the first of its questions is asked, then kept."""
        return _run(self.config).grade(self.submission)


class AskedQuestion(pytest.Item):
    """One question of one submission: passed where it earned all its points."""

    parent: SubmittedNotebook

    def setup(self) -> None:
        """What goes wrong here is an error of the run, and no failure of the student's."""
        from autograder.errors import AutograderError

        try:
            card = self.parent.scorecard
        except AutograderError as trouble:
            pytest.fail(str(trouble), pytrace=False)
        if not card.examined:
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


def _run(config: pytest.Config) -> Run:
    run = config.pluginmanager.get_plugin("autograder-run")
    assert isinstance(run, Run)
    return run


def _below(found: Found, path: Path) -> Found:
    return replace(
        found,
        submissions=tuple(one for one in found.submissions if one.path.is_relative_to(path)),
        strays=tuple(one for one in found.strays if Path(one.path).is_relative_to(path)),
    )


def _notebook(parent: pytest.Collector, submission: Submission) -> SubmittedNotebook:
    notebook: SubmittedNotebook = SubmittedNotebook.from_parent(parent, path=submission.path)
    notebook.submission = submission
    return notebook
