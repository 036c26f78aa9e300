"""Whether a test cell changes something that the student's code would use: a function of a library
or of Python that it replaces, deletes or patches; warnings that it turns into exceptions.

Most such cells forbid something, such as `del np.linalg.norm`. In a process of its own a cell
would forbid it to itself alone, and the instructor's solution, which never uses it, passes there.
"""

import ast
from collections.abc import Collection

from autograder.names import nodes
from autograder.testcells.source import TestCell

_PATCHING = ("patch", "patch.object", "patch.dict", "patch.multiple", "setattr", "delattr")
_HANDLING = ("errstate", "seterr", "simplefilter", "filterwarnings")
_TELLING = frozenset({"stdin", "stdout", "stderr", "input", "show"})
"""What may be replaced where a test runs apart: printed and asked is in its process, and figures
are shown nowhere."""


def replaces(test: TestCell) -> bool:
    """Whether `test` changes what the student's code would use, too."""
    imported = {"builtins", *test.imports, *test.cell.imports}
    tree = list(nodes(test.cell.text))
    changed = [_changed(node, imported) for node in tree]
    others = any(path and path.split(".")[-1] not in _TELLING for path in changed)
    return others or any(map(_raises_instead, tree))


def _changed(node: ast.AST, imported: Collection[str]) -> str:
    """What of a library is given another value, or deleted: `np.dot`. Empty where nothing is."""
    path = ""
    if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
        path = ast.unparse(node)
    elif isinstance(node, ast.Call) and node.args and _calls(node, _PATCHING):
        told = _text(node.args[0])
        if told is not None:
            return "" if told.startswith("__main__.") else told
        path = ".".join(_text(argument) or ast.unparse(argument) for argument in node.args[:2])
    return path if path.split(".")[0] in imported else ""


def _raises_instead(node: ast.AST) -> bool:
    """Whether what was a warning is an exception from here on."""
    if not isinstance(node, ast.Call) or not _calls(node, _HANDLING):
        return False
    given = (*node.args, *(keyword.value for keyword in node.keywords))
    return any(_text(value) in ("error", "raise") for value in given)


def _calls(call: ast.Call, functions: Collection[str]) -> bool:
    name = ast.unparse(call.func)
    return any(f".{name}".endswith(f".{function}") for function in functions)


def _text(node: ast.expr) -> str | None:
    given = node.value if isinstance(node, ast.Constant) else None
    return given if isinstance(given, str) else None
