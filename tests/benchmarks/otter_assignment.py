"""The same questions for otter-grader: its tests call the same functions with the same arguments.

Expected values are those of the reference solutions; a test compares by NumPy's `allclose`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from autograder.course import CourseAssignment
from tests.benchmarks.floor import batches

_TEST = """from otter.test_files import test_case

OK_FORMAT = False
name = {name!r}
points = {points}


@test_case()
def test_it(env):
    import numpy as np
    from numpy import array, inf, nan

    def flat(value):
        parts = value if isinstance(value, tuple) else (value,)
        return np.concatenate([np.ravel(np.asarray(part, dtype=float)) for part in parts])

    for args, expected in {cases}:
        got = env[{name!r}](*args)
        assert np.allclose(flat(got), flat(expected))
"""


def write_tests(root: Path, given: CourseAssignment, seed: int, into: Path) -> None:
    """A folder of otter's test files, one a question."""
    into.mkdir(parents=True)
    assert given.reference is not None
    for name, calls in batches(root, given, seed).items():
        cases = []
        for args in calls:
            try:
                cases.append((args, _plain(given.reference[name](*args))))
            except ValueError:
                continue  # where an exception is right
        text = _TEST.format(name=name, points=given.source.points[name], cases=_shown(cases))
        if name.startswith("plot"):
            text = text.replace("flat(got), flat(expected)", "0.0, 0.0")  # it returns at all
        (into / f"{name}.py").write_text(text)


def _plain(value: Any) -> Any:
    return 0.0 if hasattr(value, "get_lines") else value


def _shown(value: Any) -> str:
    with np.printoptions(threshold=10**6, floatmode="unique"):
        return repr(value).replace("np.float64", "float")


def runnable(notebook: bytes) -> bytes:
    """The notebook without check cells and demonstrations, which need this kit."""
    content = json.loads(notebook)
    ours = ("check-", "show-")
    content["cells"] = [
        cell
        for cell in content["cells"]
        if not cell["metadata"].get("nbgrader", {}).get("grade_id", "").startswith(ours)
        and "from autograder" not in "".join(cell["source"])
    ]
    return json.dumps(content).encode()
