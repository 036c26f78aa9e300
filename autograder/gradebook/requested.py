"""Tables and notices that a notebook asked for in its locked process, drawn by the grader.

They hold the handout's numbers, which no submission's process ever has. What asks is a
submission: the request may be anything, and asks for nothing but text in a table.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from autograder.cells.beside import rebuilt
from autograder.cells.previews import Notice, notice
from autograder.cells.show import as_output
from autograder.cells.tables import Table, tabulated
from autograder.sandbox.terms import REQUEST

_REQUEST_CHARACTERS = 2**17
_MOST_DIGITS = 17
_TEXT_CHARACTERS = 500
"""Of a text in a table: an array of texts makes room in all its places for the longest."""


def drawn(output: Mapping[str, Any]) -> dict[str, Any]:
    """`output`, or what it requests: as HTML and as text, as a kernel would show it."""
    request = output.get("data", {}).get(REQUEST)
    return dict(output) if request is None else _shown(request)


def _shown(request: str) -> dict[str, Any]:
    if len(request) > _REQUEST_CHARACTERS:
        return as_output(Notice("△ A table was too large to be shown here."))
    try:
        asked = json.loads(request)
        given = _cut(asked["given"])
        if "digits" in given:
            given["digits"] = min(given["digits"], _MOST_DIGITS)
        return as_output(_DRAW[asked["draw"]](**given))
    # The student's process may have written anything there.
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return as_output(Notice("△ A table could not be drawn from what stood here."))


def _cut(value: Any) -> Any:
    """JSON with every text in it cut at `_TEXT_CHARACTERS`."""
    match value:
        case str():
            return value[:_TEXT_CHARACTERS]
        case list():
            return [_cut(part) for part in value]
        case dict():
            return {_cut(key): _cut(part) for key, part in value.items()}
    return value


def _notice(functions: list[Any], waits: Any, why: list[Any]) -> Notice:
    name, message = why
    return notice([str(function) for function in functions], bool(waits), f"{name}: {message}")


_DRAW: dict[str, Callable[..., Table | Notice]] = {
    "table": tabulated,
    "beside": rebuilt,
    "notice": _notice,
}
