"""A course's own library, named in its `libraries.txt`: from missing to used."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.roads.course import ROOT, SEED, make_course
from tests.roads.machines import add_kit, fresh_python, shell

LIBRARY = "course-parabolas"
PROJECT = f"""\
[project]
name = "{LIBRARY}"
version = "1.0"
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
"""
ANSWERS = {
    "f": "from course_parabolas import parabola\n\ndef f(x):\n    return parabola(x)\n",
    "grad_f": "def grad_f(x):\n    return 2 * x - 4\n",
}


def installing() -> str:
    """The step of the second image that `.container/README.md` shows, as it stands there."""
    text = (ROOT / ".container/README.md").read_text()
    (block,) = re.findall(r"```dockerfile\n(.*?)```", text, flags=re.S)
    *before, copying, running, after = str(block).splitlines()
    assert before == ["FROM autograder", "USER root"]
    assert copying == "COPY libraries.txt /tmp/"
    assert after == "USER 10001"
    return running.removeprefix("RUN ")


@pytest.mark.slow
def test_a_library_of_the_course_is_missed_by_name_and_used_once_it_is_installed(
    tmp_path: Path,
) -> None:
    kit, course, library = tmp_path / "kit", tmp_path / "course", tmp_path / "library"
    make_course(course, ANSWERS)
    (library / "course_parabolas").mkdir(parents=True)
    (library / "pyproject.toml").write_text(PROJECT)
    code = "def parabola(x):\n    return x * x - 4 * x + 5\n"
    (library / "course_parabolas" / "__init__.py").write_text(code)
    (course / "libraries.txt").write_text(f"# ours\n{LIBRARY} @ {library.as_uri()}\n")
    add_kit(kit)
    environment = fresh_python(tmp_path) | {"AUTOGRADER_SEED": SEED}
    shell("python -m pip install --quiet '.[engine]'", kit, environment)

    def graded() -> dict[str, Any]:
        shell("autograder grade submitted --no-gradebook --json grades.json", course, environment)
        (card,) = json.loads((course / "grades.json").read_text())["submissions"]
        return {question["name"]: question for question in card["questions"]}

    before = graded()
    assert before["f"]["score"] == 0
    assert "No module named 'course_parabolas'" in before["f"]["feedback"]
    assert f"this course has {LIBRARY}, matplotlib" in before["f"]["feedback"]
    assert before["grad_f"]["outcome"] == "passed"

    shell(installing().replace("/tmp/", f"{course}/"), tmp_path, environment)
    after = graded()
    assert after["f"]["outcome"] == "passed"
    shell(f"python -m pip uninstall --quiet --yes {LIBRARY}", tmp_path, environment)
    assert graded()["f"]["score"] == 0


def test_the_way_to_a_second_image_is_as_it_is_shown() -> None:
    assert installing().endswith("--requirement /tmp/libraries.txt")
