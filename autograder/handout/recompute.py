"""Computing every value of the ledger with given functions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from autograder.errors import CourseError
from autograder.handout.ledger import lines
from autograder.handout.printed_calls import key, nested_calls
from autograder.handout.recipe import Functions, evaluate
from autograder.handout.snapshot import Snapshot
from autograder.loading import load


def recomputed(functions_of: Callable[[str], Functions]) -> Snapshot:
    """Every value and nested argument. `functions_of` gives an assignment's functions."""
    namespaces: dict[str, Functions] = {}
    values: dict[str, float | bool] = {}
    arguments: dict[str, Any] = {}
    for chapter, _, id, line in lines():
        name = chapter.assignment
        if name not in namespaces:
            namespaces[name] = functions_of(name)
        if id in values:
            raise ValueError(f"two entries bear the id {id}")
        value = evaluate(line.recipe, namespaces[name])
        values[id] = value if isinstance(value, bool) else float(value)
        for call in nested_calls(line.recipe):
            written = key(name, call)
            if written not in arguments:
                arguments[written] = np.asarray(evaluate(call, namespaces[name])).tolist()
    return Snapshot(values, arguments)


def reference_functions(course: Path, assignment: str) -> Functions:
    """The functions of `<course>/solutions/<assignment>.py`, loaded by path.

    CourseError where the course has no such file.
    """
    path = course / "solutions" / f"{assignment}.py"
    if not path.is_file():
        raise CourseError(f"{path} is missing: a course keeps its reference solutions there")
    return {name: thing for name, thing in vars(load(path)).items() if callable(thing)}
