"""Files that something might run, import or obey merely because they lie beside a notebook.

A trap that goes off leaves a file of its own name in the folder `sprung`.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.hand_ins import ASSIGNMENT, ROOT

MODULES = (
    *("conftest", "test_grades", "sitecustomize", "usercustomize", "evil", "setup", "tasks"),
    *("numpy", "sympy", "matplotlib", "click", "msgpack", "rich", "pytest_plugin", "solutions"),
    *("multiprocessing", "socket", "signal", "pickle", "zlib", "json", "nbformat", "nbgrader"),
    *("nbgrader_config", "jupyter_config", "jupyter_nbconvert_config", "jupyter_server_config"),
    *("ipython_config", "noxfile", "autograder", "helper", "__init__", "__main__"),
)
INI = "addopts = --junitxml={sprung}/ini\npython_files = *.py\n"
EARLY = "addopts = -p evil\npythonpath = .\n"
"""pytest obeys this before it asks any plugin, if it is given this folder and none above."""
SETTINGS = {
    "pytest.ini": "[pytest]\n" + INI,
    ".pytest.ini": "[pytest]\n" + INI,
    "tox.ini": "[pytest]\n" + INI,
    "setup.cfg": "[tool:pytest]\n" + INI,
    "pyproject.toml": '[tool.pytest.ini_options]\npython_files = ["*.py"]\n',
}
OTHERS = {
    "matplotlibrc": "backend: module://evil\nlines.linewidth: 0\n",
    "evil.pth": "import evil\n",
    ".env": "PYTHONSTARTUP=evil.py\nPYTHONPATH=.\n",
    "pip.conf": "[global]\nindex-url = http://127.0.0.1:1/\n",
    "Makefile": "all:\n\ttouch {sprung}/make\n",
    "lab/index.html.j2": "{% set x = 1 %}SPRUNG",
    "lab/conf.json": "{}",
    "feedback.html.j2": "SPRUNG",
    "templates/student.html": "SPRUNG",
    ".autograder/seed": "1\n",
    ".autograder/results/x.json": "{}",
    ".ipynb_checkpoints/test_more.py": "open('{sprung}/checkpoints', 'w')\n",
}


def module(name: str) -> str:
    """A module that leaves its mark when it is imported, and the grader a broken one."""
    return f"open('{{sprung}}/{name}', 'w').close()\nraise SystemExit('{name}')\n"


def lay(folder: Path, sprung: Path, *, settings: bool = True, early: bool = False) -> None:
    """Every trap, in `folder`; without `settings` none that pytest would take for its own."""
    text = {f"{name}.py": module(name) for name in MODULES}
    text |= OTHERS | (SETTINGS if settings else {})
    for name, content in text.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.replace("{sprung}", str(sprung)))
    if early:
        (folder / "pytest.ini").write_text("[pytest]\n" + EARLY)
    (folder / "test_more").mkdir(exist_ok=True)
    shutil.copy(folder / "conftest.py", folder / "test_more")


def build_a_course(folder: Path, sprung: Path) -> None:
    """A whole course with a hand-in, in `folder`, whose solutions are the student's."""
    for name in ("source", "release"):
        shutil.copytree(ROOT / name / ASSIGNMENT, folder / name / ASSIGNMENT)
    (folder / "solutions").mkdir()
    (folder / "solutions" / f"{ASSIGNMENT}.py").write_text(f"open('{sprung}/own-course', 'w')\n")
    (folder / "nbgrader_config.py").write_text(f"open('{sprung}/own-config', 'w')\n")
    notebook = folder / "submitted" / "student-09" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook.parent.mkdir(parents=True)
    released = ROOT / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook.write_text(json.dumps(json.loads(released.read_text())))
