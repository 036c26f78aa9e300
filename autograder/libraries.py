"""The libraries that a student's code can use, the same on every road.

The autograder itself and its extra `libraries` install what is `OFFERED`, and `libraries.txt` in a
course's folder names what else the course has, as pip reads it: every road installs that file where
it is there.
"""

import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from importlib.util import cache_from_source, find_spec
from pathlib import Path

from autograder.errors import CourseError
from autograder.model import Raised
from autograder.wording import listed

ALWAYS = ("numpy", "matplotlib.pyplot")
"""What every notebook needs."""

OFFERED = ("matplotlib", "numpy", "pandas", "scipy", "sympy")
"""The same as in `pyproject.toml`."""

MODULES = frozenset({"autograder", *OFFERED, *sys.stdlib_module_names})
"""What a notebook may import: a file of such a name beside it would be imported in its place."""

FILE = "libraries.txt"

_IMPORTS = re.compile(rb"\b(?:import|from)\b[^\n\"\\]*")
_HEAVY = "|".join(name for name in (*OFFERED, "pytest") if name not in ("matplotlib", "numpy"))
_LOADED = re.compile(rf"\b(?:{_HEAVY})\b(?:\.\w+)*|\bnumpy\.testing\b".encode())
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")


def offered(root: Path) -> tuple[str, ...]:
    """The names of the libraries of the course in `root`, sorted."""
    try:
        lines = (root / FILE).read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        lines = []
    except (OSError, ValueError) as error:
        raise CourseError(f"{root / FILE}: cannot be read as text in UTF-8 ({error})") from error
    named = (_NAME.match(line) for line in lines)
    return tuple(sorted({*OFFERED, *(found[0] for found in named if found)}))


def to_preload(notebooks: Iterable[Path]) -> tuple[str, ...]:
    """What to load once for all submissions: what every notebook needs, and the offered libraries
    and their modules that these import, as far as their text tells, and what tests are written
    with. An `import pandas`, or `pytest`, takes longer than all else that one submission does.
    """
    found: set[str] = set()
    for path in notebooks:
        with suppress(OSError):
            text = path.read_bytes()
            for line in _IMPORTS.findall(text):
                found.update(name.decode() for name in _LOADED.findall(line))
            if b"np.testing" in text:  # NumPy imports it when it is first asked for
                found.add("numpy.testing")
    return (*ALWAYS, *sorted(found))


def write_bytecode() -> None:
    """Compile the offered libraries that were installed without bytecode, as uv does by default.

    Python writes it when a library is imported, but a locked process may not: each student who
    imports SciPy would wait four seconds, which count as the student's. This takes some 20, once.
    """
    for name in OFFERED:
        found = find_spec(name)
        if found is None or found.origin is None or os.path.exists(cache_from_source(found.origin)):
            continue
        home = os.path.dirname(found.origin)
        if os.access(home, os.W_OK):
            import compileall  # only here: it takes as long as all of this module

            compileall.compile_dir(home, quiet=2)


def explained(error: Raised, libraries: tuple[str, ...]) -> Raised:
    """`error`, with what there is instead where it misses a module."""
    if error.exception != "ModuleNotFoundError":
        return error
    these = listed(libraries)
    hint = f"this course has {these}; a module of your own has to be handed in beside the notebook"
    return replace(error, message=f"{error.message}: {hint}")


def installed() -> tuple[str, ...]:
    """What is installed here, by name and version: code that missed a library may run next time."""
    folders = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    found = {name for f in folders if os.path.isdir(f) for name in os.listdir(f)}
    return tuple(sorted(name for name in found if name.endswith((".dist-info", ".egg-info"))))
