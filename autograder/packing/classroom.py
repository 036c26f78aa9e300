"""A template repository for GitHub Classroom.

Whoever owns a repository can change every file in it, its workflow and its checks too. So nothing
secret goes into one: no solutions, no seed, no cells but those of the release. The score that
Classroom shows is the student's own view; the one that counts is made on the course's side.
"""

from __future__ import annotations

from autograder.course import Course
from autograder.errors import CourseError
from autograder.packing.archive import zipped
from autograder.packing.templates import template
from autograder.packing.wheel import kit_wheel

HOME = ".grading"


def classroom_repository(course: Course, assignment: str) -> bytes:
    """The repository's files as a zip: the released notebook, the kit, and the workflow.

    Raises `UnknownAssignment` as the course does, `CourseError` where the assignment is not
    released yet.
    """
    course.assignment(assignment)
    notebook = course.root / "release" / assignment / f"{assignment}.ipynb"
    if not notebook.is_file():
        raise CourseError(f"{notebook} is missing: run `autograder release {assignment}`")
    released = notebook.read_bytes()
    wheel, content = kit_wheel()
    return zipped(
        {
            f"{assignment}.ipynb": released,
            ".github/workflows/classroom.yml": template("classroom.yml", assignment),
            f"{HOME}/{wheel}": content,
            f"{HOME}/README.md": template("classroom.md", assignment),
            f"{HOME}/course/source/{assignment}/{assignment}.ipynb": released,
        }
    )
