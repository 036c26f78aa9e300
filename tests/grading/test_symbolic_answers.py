"""What a course has worked out once is not worked out again: SymPy is not even loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from autograder.assignments import NAMES
from autograder.samples import prepare

ROOT = Path(__file__).parents[2]
ASKED = """
import sys
from pathlib import Path
from autograder.checking import Answers
from autograder.checking.ruling import calls_of
from autograder.course import Course
from autograder.grading.symbolic_answers import keep, recall

course = Path(sys.argv[1])
for name in Course(course).names:
    given = Course(course).assignment(name)
    answers = Answers(given.declaration, 5, given.reference, recall(course, name, 5))
    asked = sum(len(calls_of(answers, question)) for question in given.questions)
    keep(course, answers)
    print(name, asked > 0, "sympy" in sys.modules)
"""


def test_sympy_is_loaded_in_a_courses_first_run_alone(tmp_path: Path) -> None:
    course = prepare(ROOT, tmp_path / "course")
    words = [sys.executable, "-c", ASKED, str(course)]
    first, second = (subprocess.check_output(words, cwd=ROOT, text=True) for _ in range(2))
    assert first == "".join(f"{name} True True\n" for name in NAMES)
    assert second == "".join(f"{name} True False\n" for name in NAMES)
