"""Gradescope's autograder zip for one assignment."""

from pathlib import Path

from autograder import libraries
from autograder.archive import zipped
from autograder.course import Course
from autograder.grading.material import released
from autograder.packing.templates import template
from autograder.packing.wheel import kit_wheel


def gradescope_autograder(course: Course, assignment: str) -> bytes:
    """`setup.sh`, `run_autograder`, the autograder, and what the course has of this one assignment.

    It holds the reference solution and the course's secret seed: it is for Gradescope, not for
    students. Raises `UnknownAssignmentError` or `CourseError` as the course does.
    """
    if not course.is_ordinary(assignment):
        course.assignment(assignment)
    wheel, content = kit_wheel()
    files = {
        "setup.sh": template("setup.sh", assignment),
        "run_autograder": template("run_autograder", assignment),
        wheel: content,
        "course/.autograder/seed": f"{course.seed()}\n".encode(),
    }
    needed = [*course.given_paths(assignment), course.solution_path(assignment)]
    needed.append(course.root / libraries.FILE)
    files |= {_inside(course, path): path.read_bytes() for path in needed if path.is_file()}
    beside = course.release_folder(assignment)
    for name, content in released(course, assignment).items():
        files[_inside(course, beside / name)] = content
    return zipped(files, frozenset({"setup.sh", "run_autograder"}))


def _inside(course: Course, path: Path) -> str:
    return f"course/{path.relative_to(course.root).as_posix()}"
