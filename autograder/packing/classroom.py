"""A template repository for GitHub Classroom.

Whoever owns a repository can change every file in it, its workflow and its checks too. So nothing
secret goes into one: no solutions, no seed, no cells but those of the release. The score that
Classroom shows is the student's own view; the one that counts is made on the course's side.
"""

from autograder import libraries
from autograder.archive import zipped
from autograder.assignments import recorded_path
from autograder.course import Course
from autograder.errors import CourseError
from autograder.grading.material import released
from autograder.packing.templates import template
from autograder.packing.wheel import kit_wheel

HOME = ".grading"


def classroom_repository(course: Course, assignment: str) -> bytes:
    """The repository's files as a zip: the released folder, the autograder, and the workflow.

    Raises `UnknownAssignmentError` as the course does, `CourseError` where the assignment is not
    released yet.
    """
    course.assignment(assignment)
    notebook = course.release_path(assignment)
    if not notebook.is_file():
        raise CourseError(f"{notebook} is missing: run `autograder release {assignment}`")
    given = {f"{assignment}.ipynb": notebook.read_bytes(), **released(course, assignment)}
    checks = recorded_path(assignment, notebook.parent)
    if checks.is_file():
        given[checks.name] = checks.read_bytes()
    wheel, content = kit_wheel()
    files = {
        ".github/workflows/classroom.yml": template("classroom.yml", assignment),
        wheel: content,  # beside the notebook's folder, where its first cell looks for it
        f"{HOME}/README.md": template("classroom.md", assignment),
    }
    if (course.root / libraries.FILE).is_file():
        files[f"{HOME}/course/{libraries.FILE}"] = (course.root / libraries.FILE).read_bytes()
    for folder in (assignment, f"{HOME}/course/source/{assignment}"):
        files |= {f"{folder}/{name}": content for name, content in given.items()}
    return zipped(files)
