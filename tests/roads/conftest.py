"""Grades made by hand: what exporters are given, whatever graded it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.model import Check, Explanation, Note, Part, QuestionResult, Scorecard
from autograder.sheet import Grade, Mark, Sheet, Student
from tests.once import once
from tests.roads.course import ASSIGNMENT, autograder, make_course


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course, and its one submission graded: into its gradebook, JSON and JUnit XML."""

    def make(root: Path) -> None:
        make_course(root)
        autograder("release", ASSIGNMENT, at=root)
        autograder("grade", "submitted", "--json", "grades.json", "--junit", "grades.xml", at=root)

    made = once(tmp_path_factory, "graded", make)
    return shutil.copytree(made, tmp_path_factory.mktemp("course") / "course")


@pytest.fixture
def cards() -> list[Scorecard]:
    """Two graded submissions, one of them with text that means to do harm, and an ungraded one."""
    passed = QuestionResult("f", 1.0, 1.0, "passed", None, Explanation())
    partial = QuestionResult(
        "grad_f",
        0.5,
        2.0,
        "partial",
        "missing-mean",
        Explanation("A sum is used instead of a mean.\nSee section 3."),
        (
            Check("documented", True, "agrees with the handout's numbers that hold"),
            Check("reference", False, "Wrong on 3 of 12 unseen cases."),
        ),
        (Part("handout's numbers", 0.5, 0.5), Part("unseen cases", 0.0, 1.5)),
    )
    hostile = QuestionResult(
        "grad_f",
        0.0,
        2.0,
        "error",
        "raises",
        Explanation(
            "It stopped with ValueError: </td><script>alert(1)</script> | ::error::x\n"
            "::set-output x"
        ),
    )
    name = "gradient_descent_1d"
    folder = "submitted/student-{}/gradient_descent_1d/gradient_descent_1d.ipynb"
    odd = (Note("error", "stopped with @everyone | <b>", "`cell 4`"),)
    unread = (Note("ungraded", "the file is no notebook"),)
    return [
        Scorecard(
            "student-01",
            name,
            folder.format("01"),
            "a" * 64,
            "graded",
            1.5,
            3.0,
            (),
            (passed, partial),
        ),
        Scorecard(
            "student-02",
            name,
            folder.format("02"),
            "b" * 64,
            "graded",
            1.0,
            3.0,
            odd,
            (passed, hostile),
        ),
        Scorecard("student-03", name, folder.format("03"), "", "ungraded", 0.0, 3.0, unread),
    ]


@pytest.fixture
def sheet() -> Sheet:
    """A class with every trouble that names, ids and lateness bring."""
    students = (
        Student("anne", "Anne-Zoë", 'O\'Néill, née "Žižek"', "anne@example.org", "1001"),
        Student("bob", "=cmd|' /C calc'!A1", "+Robert", "bob@example.org", "1002"),
        Student("late", "Émile", "Tardif", "late@example.org"),
        Student("nobody", "Ny", "Ingen\nLinje", "nobody@example.org", "1004"),
        Student("waiting", "Wai", "Ting", "waiting@example.org"),
        Student("broken", "Bro", "Ken", "broken@example.org"),
    )
    full = (Mark("f", 1.0, 1.0, "Right."), Mark("grad_f", 2.0, 2.0, "Right."))
    half = (Mark("f", 1.0, 1.0, "Right."), Mark("grad_f", 0.5, 2.0, '=1+1, "so" he said\nand'))
    unread = (*full, Mark("discuss", None, 1.0))
    name = "gradient_descent_1d"
    grades = [
        Grade("anne", name, full, timestamp="2026-11-20T10:00:00"),
        Grade("bob", name, half),
        Grade("late", name, half, penalty=2.0),
        Grade("waiting", name, unread),
        Grade("broken", name, (), note="the file is no notebook"),
    ]
    return Sheet(students, {name: 4.0}, {(g.student, g.assignment): g for g in grades})
