"""Which names the cells of a notebook bind and read, as far as that can be told without running.

What a stranger wrote is parsed within bounds: too long a text, or one that exhausts the parser,
is taken word by word, so that every name in it counts.
"""

import ast
import builtins
import functools
import io
import re
import symtable
import sys
import threading
import tokenize
from collections.abc import Collection, Iterable, Iterator, Sequence

from autograder.sandbox.functions import is_stub

_MOST_CHARACTERS = 50_000
_REMEMBERED = 128
"""Cells whose names are remembered: most of a class has the same."""
_MOST_KEPT = 100
_INLINED = ast.ListComp | ast.SetComp | ast.DictComp
_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_WORD = re.compile(r"\w+")
_IPYTHON = re.compile(r"\A\s+\S|^[ \t]*(?:[%!?,;/>]|In \[)|=\s*[%!]|\?\s*$", re.MULTILINE)
"""What IPython may make Python of: an indented text, magics, `!commands`, `help?`, prompts."""
_ANY = "*"
"""Stands for unknown names: `from m import *` brings them, `eval` reads them."""
_READ_ANY = {"globals", "locals", "vars", "dir", "exec", "eval", "__main__"}
_GIVEN = re.compile(r"^(?:(?:>>> )?def[ \t]+(\w+)|(\w+)[ \t]*=(?!=))", re.MULTILINE)


@functools.lru_cache(maxsize=_REMEMBERED)
def read(source: str) -> frozenset[str]:
    """The names that a cell may find in another cell: not the parameters and variables of its
    own functions. Magics and prompts are taken word by word. A cell that cannot run reads nothing.
    """
    table = _table(source)
    if table is not None:
        besides = _read_besides(source)
        found = frozenset(_read(table, besides))
        return found | {_ANY} if _READ_ANY & (found | besides) else found
    return frozenset() if _cannot_run(source) else frozenset(_words(source))


@functools.lru_cache(maxsize=_REMEMBERED)
def bound(source: str) -> frozenset[str]:
    """The names that a cell binds when it is run: variables, functions and classes."""
    table = _table(source)
    if table is None:
        return frozenset(_words(source))
    return frozenset(s.get_name() for s in table.get_symbols() if s.is_assigned())


@functools.lru_cache(maxsize=_REMEMBERED)
def brought(source: str) -> frozenset[str]:
    """The names that a cell, or a function of it when it is called, binds or imports."""
    table = _table(source)
    if table is None:
        return bound(source)
    imported = {s.get_name() for s in table.get_symbols() if s.is_imported()}
    froms = (node for node in nodes(source) if isinstance(node, ast.ImportFrom))
    starred = {_ANY for node in froms if node.names[0].name == _ANY}
    return bound(source).union(imported, _bound_from_inside(table), starred)


def meet(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether names that a cell reads may be among those that another one brings."""
    one_may_be_any = (_ANY in some and others) or (_ANY in others and some)
    return bool(some & others or one_may_be_any)


@functools.lru_cache(maxsize=_REMEMBERED)
def stands_alone(source: str) -> bool:
    """Whether a cell reads no name but those that it binds or imports itself: not even one of
    Python's own functions, which another cell may use again.
    """
    return bool(_parsed(source)) and read(source) <= brought(source)


def defined(source: str) -> frozenset[str]:
    """The functions that a text defines at its top level, without stubs; none if no Python."""
    return frozenset(name for name, _ in definitions(source))


@functools.lru_cache(maxsize=_REMEMBERED)
def definitions(source: str) -> tuple[tuple[str, str], ...]:
    """The name and the lines of each of these functions."""
    lines = source.splitlines()
    return tuple(
        (node.name, "\n".join(lines[node.lineno - 1 : node.end_lineno]))
        for node in _parsed(source)
        if isinstance(node, ast.FunctionDef) and not is_stub(node)
    )


def given_values(source: str) -> frozenset[str]:
    """The names that lines of a text seem to define or to give a value, also where it is no
    Python; functions that are still to be written are not among them."""
    functions = (node for node in _parsed(source) if isinstance(node, ast.FunctionDef))
    stubs = {node.name for node in functions if is_stub(node)}
    return frozenset(name for names in _GIVEN.findall(source) for name in names if name) - stubs


def kept_names(sources: Iterable[str]) -> tuple[str, ...]:
    """The names that functions call or look into (`np.sum`) and use for nothing else, and that
    cells give a value too: helpers, classes, modules and Python's own functions, whose names may
    be used again (`sum = 0`).
    """
    cells = [(_used_inside(source), brought(source)) for source in sources]
    used = set().union(*(used for (used, _), _ in cells))
    others = set().union(*(others for (_, others), _ in cells))
    given = set().union(*(given for _, given in cells))
    builtin = {name for name in vars(builtins) if not name.startswith("_")}
    return tuple(sorted((given | builtin) & used - others)[:_MOST_KEPT])


@functools.lru_cache(maxsize=_REMEMBERED)
def _used_inside(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names that functions of a cell call, and those that they read for other purposes."""
    parts = list(_in_functions(_parsed(source)))
    places = {id(part.func) for part in parts if isinstance(part, ast.Call)}
    places |= {id(part.value) for part in parts if isinstance(part, ast.Attribute)}
    loads = [p for p in parts if isinstance(p, ast.Name) and isinstance(p.ctx, ast.Load)]
    used = frozenset(name.id for name in loads if id(name) in places)
    others = frozenset(name.id for name in loads if id(name) not in places)
    return used, others


def _in_functions(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Everything in functions, once: what is inside of another one is not walked again."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, _FUNCTION):
            yield from ast.walk(node)
        else:
            waiting += ast.iter_child_nodes(node)


def reached(sources: Sequence[str], name: str) -> set[str]:
    """`name`, every name that the cells which bind it read, and what these reach in turn."""
    cells = _bound_and_read(tuple(sources))
    found: set[str] = set()
    fresh = {name}
    while fresh:
        found |= fresh
        fresh = set().union(*(reads for binds, reads in cells if binds & fresh)) - found
    return found


@functools.lru_cache(maxsize=1)
def _bound_and_read(sources: tuple[str, ...]) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Of one notebook: it is asked again for every function, and may have thousands of cells."""
    return tuple((bound(source), read(source)) for source in sources)


_ONE_AT_A_TIME = threading.RLock()


def _tree(source: str) -> ast.Module:
    # Python 3.11 counts the depth of all threads' trees in one number: two at once may end in a
    # SystemError. Pages are made by several threads.
    with _ONE_AT_A_TIME:
        return ast.parse(source)


def statements(source: str) -> list[ast.stmt]:
    """The statements of a text of any length; none where it is no Python."""
    try:
        return _tree(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def nodes(source: str) -> Iterator[ast.AST]:
    """Everything in these statements."""
    return (node for statement in statements(source) for node in ast.walk(statement))


def _parsed(source: str) -> list[ast.stmt]:
    """The statements of a text; none where it is too long, or no Python."""
    return statements(source) if len(source) <= _MOST_CHARACTERS else []


def _table(source: str) -> symtable.SymbolTable | None:
    """What the compiler knows of names; None where it cannot be asked, or the text is no Python."""
    if len(source) > _MOST_CHARACTERS:
        return None
    try:
        if sys.version_info >= (3, 12) and any(isinstance(n, _INLINED) for n in nodes(source)):
            source = ast.unparse(_OwnScopes().visit(_tree(source)))
        return symtable.symtable(source, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class _OwnScopes(ast.NodeTransformer):
    """Every comprehension as a generator: since Python 3.12 only a generator's variables are told
    from those of the cell around it (PEP 709)."""

    def visit(self, node: ast.AST) -> ast.AST:
        node = self.generic_visit(node)
        match node:
            case ast.ListComp() | ast.SetComp():
                return ast.GeneratorExp(node.elt, node.generators)
            case ast.DictComp(key=key, value=value):
                return ast.GeneratorExp(ast.Tuple([key, value], ast.Load()), node.generators)
        return node


def _bound_from_inside(scope: symtable.SymbolTable) -> Iterator[str]:
    """What the functions of a cell bind outside themselves, by `global` or in a comprehension."""
    for inner in scope.get_children():
        for symbol in inner.get_symbols():
            if symbol.is_global() and symbol.is_assigned():
                yield symbol.get_name()
        yield from _bound_from_inside(inner)


def _read(scope: symtable.SymbolTable, besides: Collection[str]) -> Iterator[str]:
    everything = scope.get_type() in ("module", "class")  # its body looks outside as well
    for symbol in scope.get_symbols():
        used = symbol.is_referenced() or symbol.get_name() in besides
        if used and (everything or symbol.is_global()):
            yield symbol.get_name()
    for inner in scope.get_children():
        yield from _read(inner, besides)


def _read_besides(source: str) -> set[str]:
    """What a cell reads though the compiler does not say so: the names in `x += 1` and `del x`, and
    `__main__`, the notebook itself, in `from __main__ import x`.
    """
    found: set[str] = set()
    for node in nodes(source):
        match node:
            case ast.AugAssign(target=ast.Name(id=name)):
                found.add(name)
            case ast.Delete(targets=targets):
                found |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.ImportFrom(module="__main__" as module):
                found.add(module)
    return found


def _cannot_run(source: str) -> bool:
    """Whether a cell is no Python, and nothing that IPython makes Python of: a missing colon."""
    if len(source) > _MOST_CHARACTERS or _IPYTHON.search(source):
        return False
    try:
        _tree(source)
    except SyntaxError:
        return True
    except (ValueError, RecursionError, MemoryError):
        pass
    return False


def _words(source: str) -> set[str]:
    """The names in a cell, outside its texts and comments.

    A very long cell is not even split into tokens, which would take minutes; its texts and
    comments count too.
    """
    if len(source) > _MOST_CHARACTERS:
        return set(_WORD.findall(source))
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError, ValueError):  # ValueError: half a surrogate pair
        return set(_WORD.findall(source))
    return {token.string for token in tokens if token.type == tokenize.NAME}
