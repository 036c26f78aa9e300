"""Refusing to grade with a declaration that could make a grade wrong.

Every way of grading passes here. An assignment is checked once for every state of its files, and
the result is kept.
"""

import hashlib
from contextlib import suppress

from autograder.course import Course
from autograder.errors import UnsoundError
from autograder.files import write_whole
from autograder.grading.memory import kit_digest


def require_sound(course: Course, name: str) -> None:
    """Raise `UnsoundError` where `check-assignment` finds what could harm a grade.

    A repository of a student's has neither declaration nor reference solution to look at.
    """
    if not any(p.is_file() for p in (course.declaration_path(name), course.solution_path(name))):
        return
    notebooks = sorted(path.name for path in course.source_path(name).parent.glob("*.ipynb"))
    digest = hashlib.sha256(f"{kit_digest()} {course.declared(name)} {notebooks}".encode())
    for path in (course.source_path(name), course.solution_path(name)):
        digest.update(path.read_bytes() if path.is_file() else b"")
    kept = course.root / ".autograder" / "sound" / f"{name}-{digest.hexdigest()[:24]}"
    if kept.is_file():
        return
    from autograder.soundness import flaws

    harmful = [flaw for flaw in flaws(course, name, thorough=False) if not flaw.advises]
    if harmful:
        raise UnsoundError(
            f"{name} does not fit together, so nobody is graded. {harmful[0]} ({len(harmful)} in "
            f"all: autograder check-assignment {name})"
        )
    with suppress(OSError):  # if it cannot be written, the next run checks again
        write_whole(kept, [])
