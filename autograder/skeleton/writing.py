"""`autograder new-assignment`: the files of an assignment, each where a course keeps it.

source/<name>/<name>.py       the declaration, which stays with the instructor
solutions/<name>.py           the reference solution, which does so too
source/<name>/<name>.ipynb    the notebook, made from the two
nbgrader_config.py            where the course has none yet
"""

import json
import keyword
from pathlib import Path

from autograder.assignments import NAMES
from autograder.course import Course
from autograder.errors import AutograderError, UsageError
from autograder.libraries import MODULES
from autograder.skeleton.notebook import notebook

TEMPLATES = Path(__file__).parent
COURSE_ID = "regression-by-descent"


def new_assignment(root: Path, name: str) -> list[Path]:
    """Write what the assignment `name` of the course in `root` still lacks; the files written.

    Where the declaration is missing, an example of it and of the solution is written, to be
    edited; where both are there, the notebook is made from them. Nothing that exists is changed.
    Raises `UsageError` for a name that cannot be one or that an assignment without a declaration
    has, `CourseError` where declaration or solution cannot be loaded.
    """
    if not name.isidentifier() or keyword.iskeyword(name) or name != name.lower():
        raise UsageError(
            f"{name!r} cannot be a name: use small letters, digits and _, a letter first, and no "
            "word that has a meaning in Python"
        )
    if name in MODULES:
        raise UsageError(f"{name} is a module that notebooks may import: choose another name")
    if name in NAMES:
        raise UsageError(f"{name} is one of the handout's assignments: choose another name")
    course = Course(root)
    declaration = course.declaration_path(name)
    if course.is_ordinary(name) and not declaration.exists():
        raise UsageError(
            f"{name} has a notebook and no declaration, so its own test cells grade it: choose "
            "another name"
        )
    solution = course.solution_path(name)
    config = root / "nbgrader_config.py"
    written = []
    if not config.exists():
        course_id = json.dumps(root.resolve().name or COURSE_ID, ensure_ascii=False)
        words = {f'"{COURSE_ID}"': course_id}  # a folder may have quotation marks in its name
        written.append(_write(config, _template("nbgrader_config.txt", words)))
    if not declaration.exists() or not solution.exists():
        words = {"NAME": name, "TITLE": name.replace("_", " ").capitalize()}
        for path, template in ((declaration, "declaration.txt"), (solution, "solution.txt")):
            if not path.exists():
                written.append(_write(path, _template(template, words)))
    elif not course.source_path(name).exists():
        text = notebook(course.declaration(name), solution)
        written.append(_write(course.source_path(name), text))
    return written


def _template(file: str, words: dict[str, str]) -> str:
    text = (TEMPLATES / file).read_text(encoding="utf-8")
    for word, meant in words.items():
        text = text.replace(word, meant)
    return text


def _write(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise AutograderError(f"{path}: cannot be written ({error.strerror})") from error
    return path
