"""What of a reference solution reaches the notebook that is made from it, and what is released."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.assignments.declaration import Assignment, Question, standalone
from autograder.course import Course
from autograder.errors import CourseError, UsageError
from autograder.notebook.content import read_cells
from autograder.skeleton import new_assignment
from autograder.skeleton.notebook import notebook
from tests.testcells.courses import save

SOLUTION = '''
import functools
from math import exp

RATE = 3.0


def _grown(x):
    return exp(RATE * x)


class Box:
    def __init__(self, value): self.value = value


def one(x): return x**2 + 41


@functools.lru_cache
def two(x):
    """Told."""
    return _grown(x) + Box(42).value


def three(x,
          *,
          y=0): return x + y + 43
'''


def made(tmp_path: Path, solution: str, *names: str) -> list[str]:
    path = tmp_path / "solution.py"
    path.write_text(solution, encoding="utf-8")
    questions = tuple(
        Question(n, f"{n}(x)", "1", standalone(lambda x: x), lambda _rng: []) for n in names
    )
    source = tmp_path / "made.ipynb"
    source.write_text(notebook(Assignment("made", "Made", questions), path), encoding="utf-8")
    cells = read_cells(source.read_bytes())
    return [c.text for c in cells if c.kind == "code" and not c.marks.get("grade")]


def test_imports_helpers_classes_and_decorators_reach_the_notebook(tmp_path: Path) -> None:
    namespace: dict[str, object] = {}
    for text in made(tmp_path, SOLUTION, "one", "two", "three"):
        exec(text.replace("import matplotlib.pyplot as plt", ""), namespace)
    assert eval("one(1), two(0), three(1, y=2)", namespace) == (42, 43.0, 46)
    assert eval("two.cache_info().misses", namespace) == 1


def test_no_solution_is_released_not_even_that_of_one_line(tmp_path: Path) -> None:
    for text in made(tmp_path, SOLUTION, "one", "two", "three"):
        left = re.sub(r"(?s)### BEGIN SOLUTION.*?### END SOLUTION", "raise", text)
        assert not re.search("4[123]|RATE|Box", left)
        compile(left, "what students get", "exec")


@pytest.mark.parametrize(
    "written",
    ["f = lambda x: x", "async def f(x): return x", "class f: ...", "def g(x): return x",
     "def _d(f): return f\n\n@_d\ndef f(x): return x", "from math import sin as f",
     "class B:\n    def g(self): return 1\n\nclass f(B):\n    def h(self): return 2",
     "Y = 1\n\nclass f:\n    def h(self, y=Y): return y"],
)  # fmt: skip
def test_what_cannot_be_brought_into_the_notebook_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(CourseError, match=r"solution\.py"):
        made(tmp_path, written, "f")


def test_data_and_modules_beside_a_declaration_are_part_of_it(tmp_path: Path) -> None:
    folder = tmp_path / "source" / "mine"
    folder.mkdir(parents=True)
    (folder / "mine.py").write_text(
        "from autograder.assignments.declaration import Assignment\nimport beside\n"
        "ASSIGNMENT = Assignment('mine', beside.TITLE, ())"
    )
    course = Course(tmp_path)
    digests = set()
    for title in ("one", "two"):
        (folder / "beside.py").write_text(f"TITLE = {title!r}")
        assert course.declaration("mine").title == title
        digests.add(course.declaration_digest("mine"))
    (folder / "data.csv").write_text("1,2")
    digests.add(course.declaration_digest("mine"))
    assert len(digests) == 3


def test_an_assignment_that_its_own_test_cells_grade_stays_one(tmp_path: Path) -> None:
    cells = [("a", "solution", "x = 1"), ("test", "test", "assert x == 1")]
    save(cells, tmp_path / "source" / "ps" / "first.ipynb")
    with pytest.raises(UsageError, match="its own test cells grade it"):
        new_assignment(tmp_path, "ps")
    assert Course(tmp_path).is_ordinary("ps")
    assert not (tmp_path / "solutions").exists()
