"""What crosses between the two processes, as plain data that builds nothing but values.

`None`, booleans, floats, text, whole numbers of 64 bits and numeric arrays stand for themselves.
Everything else is a list whose first item names its kind. Only values of exactly these types
cross: an object that only behaves like a number or a list (a subclass, say) may lie when it is
compared, so it is held where it is.
"""

import builtins
import collections
import importlib
import sys
import types
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from autograder.errors import MalformedError
from autograder.model import Plain
from autograder.sandbox.crossing import data_frames, expressions, simple

MOST_LEVELS = 120
"""Containers nested deeper than this are held: a frame has its own bound."""


_DIRECT = (type(None), bool, float)
_TYPES: dict[str, type] = {
    **{t.__name__: t for t in vars(builtins).values() if isinstance(t, type)},
    **{f"numpy.{t.__name__}": t for t in {d.type for d in simple.ARRAYS}},
    "numpy.ndarray": np.ndarray,
    "NoneType": type(None),
    "function": types.FunctionType,
}
"""Classes that cross by name, both ways: nobody can have made them."""
_NAME_OF_TYPE = {t: name for name, t in _TYPES.items()}
_SEQUENCES: dict[str, Any] = {
    **{t.__name__: t for t in (list, tuple, set, frozenset)},
    "dict_keys": lambda keys: dict.fromkeys(keys).keys(),
    "dict_values": lambda values: dict(enumerate(values)).values(),
    "dict_items": lambda pairs: dict(pairs).items(),
}
_MAPPINGS: dict[str, Any] = {
    t.__name__: t for t in (dict, collections.OrderedDict, collections.Counter)
}
_SHARED = frozenset(
    {"list", "set", "deque", "bytearray", "Generator", "DataFrame", "Series"}
    | {*_MAPPINGS, "defaultdict"}
    | {"objects", "texts", "records", "ticks"}  # arrays, like those that cross as they are
)
"""Kinds of what can be changed: it is changed wherever it is, so it crosses once."""
_VIEWS: tuple[Any, ...] = ({}.keys(), {}.values(), {}.items())
_KIND_OF: dict[type, str] = {
    t: t.__name__ for t in (list, tuple, set, frozenset, *_MAPPINGS.values(), *map(type, _VIEWS))
}


class _TooMuchError(Exception):
    """More values than one crossing may have."""


class Held:
    """The objects of one process that the other knows by number."""

    def __init__(self) -> None:
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}

    def number(self, value: Any) -> int:
        """The number of `value`, the same each time."""
        known = self._numbers.get(id(value))
        if known is None:
            known = self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)
        return known

    def has(self, value: Any) -> bool:
        """Whether the other side was told of this very object."""
        return id(value) in self._numbers

    def object(self, number: Any) -> Any:
        """The object of that number. Raises `MalformedError` where there is none."""
        if type(number) is not int or not 0 <= number < len(self._objects):
            raise MalformedError("a number that stands for nothing")
        return self._objects[number]


class Crossing:
    """Packs values for the other process and unpacks its own.

    `remote` makes what stands for an object of the other side, `number_of` tells whether a value
    is such a stand-in. Where `trusting`, libraries' functions and modules are looked up by name:
    the student's process may be told so by the tests, never the other way round. `admits` is asked
    before a value has names that it chose itself, or is equal to everything.
    """

    def __init__(
        self,
        remote: Callable[[int, list[Any]], Any],
        number_of: Callable[[Any], int | None],
        admits: Callable[[str], bool],
        *,
        trusting: bool,
    ) -> None:
        self.held = Held()
        self._remote = remote
        self._number_of = number_of
        self._admits = admits
        self._trusting = trusting
        self._remotes: dict[int, Any] = {}
        self._met: list[Any] = []

    def pack(self, value: Any, met: list[Any] | None = None) -> Plain:
        """`value` as it crosses.

        `met` are values that can be changed and that crossed before, in a question and its answer,
        with what is in them: none of them crosses again. Those of `value` are added.
        """
        met = [] if met is None else met
        before = len(met)
        try:
            return _Packing(self, met).of(value, 0)
        except (_TooMuchError, UnicodeError):
            del met[before:]
            return self._hold(value)

    def packed_other(self, value: Any) -> Plain:
        """What has no form of its own: the other side's own object, a library's, or held here."""
        theirs = self._number_of(value)
        if theirs is not None:
            return ["yours", theirs]
        if isinstance(value, type) and value in _NAME_OF_TYPE:
            return ["type", _NAME_OF_TYPE[value]]
        library = None if self._trusting else _library_name(value)
        return library or self._hold(value)

    def _hold(self, value: Any) -> Plain:
        return ["held", self.held.number(value), *described(value)]

    def unpack(self, wire: Any, met: list[Any] | None = None) -> Any:
        """The value that the other side packed, with the same in `met`. Raises `MalformedError`."""
        self._met = [] if met is None else met
        return self._value(wire)

    def _value(self, wire: Any) -> Any:
        if isinstance(wire, tuple | dict | set):  # what these hold would not be looked at
            raise MalformedError("a value that was not taken apart")
        if type(wire) is not list:
            value = self._ordered(wire)
            if type(wire) is np.ndarray:
                self._met.append(value)
            return value
        if not wire or type(wire[0]) is not str:
            raise MalformedError("a value without a kind")
        try:
            value = self._ordered(self._unpacked(wire[0], wire[1:]))
            if wire[0] in _SHARED:
                self._met.append(value)
            return value
        except MalformedError:
            raise
        except Exception as error:  # noqa: BLE001  whatever strange contents lead to
            raise MalformedError(f"a {wire[0][:20]} that is none: {type(error).__name__}") from None

    def _unpacked(self, kind: str, items: list[Any]) -> Any:
        if kind in _SEQUENCES:
            return _SEQUENCES[kind]([self._value(item) for item in items])
        if kind in _MAPPINGS:
            return _MAPPINGS[kind](self._pairs(items))
        if kind == "defaultdict":
            return collections.defaultdict(self._value(items[0]), self._pairs(items[1:]))
        if kind == "deque":
            return collections.deque(map(self._value, items[1:]), items[0])
        if kind in simple.UNPACKED:
            return simple.UNPACKED[kind](*items)
        if kind in data_frames.KINDS:
            return data_frames.unpacked(kind, [self._value(item) for item in items], self._admits)
        if kind == "formula":
            return expressions.built(*items, exact=self._admits("formula"))
        if kind == "named":
            return self._named(*items)
        if kind == "masked":
            return self._masked(*map(_array, items))
        if kind == "matrix":  # `(m - right) ** 2` of two rows can be less than 0
            made = _array(*items)
            return np.asmatrix(made) if self._admits("matrix") else made
        if kind == "objects":
            flat = np.empty(len(items) - 1, dtype=object)
            flat[:] = [self._value(item) for item in items[1:]]
            return flat.reshape(self._value(items[0]))
        return self._referred_to(kind, items)

    def _referred_to(self, kind: str, items: list[Any]) -> Any:
        """What crosses by a number or by a name."""
        if kind == "held":
            return self._theirs(items)
        if kind == "yours":
            return self._ours(items[0])
        if kind == "again":
            return self._met[items[0]]
        if kind == "type":
            return self._class(*items)
        if kind == "library" and self._trusting:
            return _from_library(*items)
        raise MalformedError(f"a value of the kind {kind[:20]!r}")

    def target(self, wire: Any, met: list[Any]) -> Any:
        """What the other side asks something of: also a mock, which is there to be called."""
        ours = type(wire) is list and wire[:1] == ["yours"]
        return self.held.object(wire[1]) if ours else self.unpack(wire, met)

    def _ours(self, number: Any) -> Any:
        # A mock says yes to whatever is asked of it: `mock.equals(right)` is true.
        found = self.held.object(number)
        if type(found).__module__ == "unittest.mock" and not self._admits("a mock"):
            raise MalformedError("a mock, where the right solution needs none")
        return found

    def _class(self, name: str) -> type:
        # `except` with one of these catches a failed assertion, and everything is an object.
        found = _TYPES[name]
        if issubclass(AssertionError, found) and not self._admits(f"class {name}"):
            raise MalformedError(f"the class {name}, where the right solution has one of its own")
        return found

    def _named(self, name: str, fields: Any, *values: Any) -> Any:
        # One called `equals` could hold a function that is told what the test expects.
        items = list(map(self._value, values))
        told = [
            f
            if self._admits(f"field {f}") and (not callable(v) or self._admits("callables"))
            else ""
            for f, v in zip(map(str, self._value(fields)), items, strict=True)
        ]
        made: Any = collections.namedtuple(name, told, rename=True)  # type: ignore[misc]
        return made(*items)

    def _masked(self, data: Any, mask: Any) -> Any:
        # NumPy's assertions take what is masked for equal to anything.
        # Without a mask it gets one where a test divides by 0 or takes a root of -1.
        if self._admits("masked"):
            return np.ma.MaskedArray(data, mask)
        return np.where(mask, np.nan, data) if np.any(mask) else data

    def _ordered(self, value: Any) -> Any:
        # NumPy takes `1e6j ** 2` for less than any error that a test allows.
        if not isinstance(value, complex | np.generic | np.ndarray) or not np.iscomplexobj(value):
            return value
        if self._admits("complex") or np.allclose(value, value.real, 1e-8, 1e-6, equal_nan=True):
            return value
        return np.multiply(value, np.nan)

    def _pairs(self, items: list[Any]) -> dict[Any, Any]:
        pairs = zip(items[::2], items[1::2], strict=True)
        return {self._value(key): self._value(value) for key, value in pairs}

    def _theirs(self, items: list[Any]) -> Any:
        number, *description = items
        if type(number) is not int:
            raise MalformedError("an object without a number")
        if number not in self._remotes:
            self._remotes[number] = self._remote(number, description)
        return self._remotes[number]


def _array(item: Any) -> Any:
    """The part of a value that is an array: in anything else would be what was not looked at."""
    if type(item) is not np.ndarray:
        raise MalformedError("an array that is none")
    return item


class _Packing:
    """One value being packed, with how many it may still be made of."""

    def __init__(self, crossing: Crossing, met: list[Any]) -> None:
        self._crossing = crossing
        self._left = simple.MOST_VALUES
        self._met = met  # each itself, or another could get its id
        self._numbers = {id(value): number for number, value in enumerate(met)}

    def of(self, value: Any, depth: int) -> Plain:
        kind = type(value)
        if kind in _DIRECT:
            return value
        if kind is int:
            return value if value in simple.SIXTY_FOUR else ["int", hex(value)]
        if kind is str:
            value.encode()  # raises for half a surrogate pair, which cannot be sent
            return value
        self._left -= 1
        if self._left < 0:
            raise _TooMuchError
        if id(value) in self._numbers:
            return ["again", self._numbers[id(value)]]
        packed = self._container(value, kind, depth + 1) if depth < MOST_LEVELS else None
        if packed is None:
            packed = simple.packed(value, kind)
        if packed is None:
            return self._crossing.packed_other(value)
        if type(packed) is np.ndarray or packed[0] in _SHARED:
            self._numbers[id(value)] = len(self._met)
            self._met.append(value)
        return packed

    def _container(self, value: Any, kind: type, depth: int) -> Plain:
        name = _KIND_OF.get(kind)
        if name in _SEQUENCES:
            return [name, *(self.of(item, depth) for item in value)]
        if name in _MAPPINGS:
            return [name, *(self.of(i, depth) for pair in value.items() for i in pair)]
        if kind is collections.deque:
            return ["deque", value.maxlen, *(self.of(item, depth) for item in value)]
        if kind is collections.defaultdict:
            pairs = (self.of(i, depth) for pair in value.items() for i in pair)
            return ["defaultdict", self.of(value.default_factory, depth), *pairs]
        if _is_named_tuple(value, kind):
            fields = [kind.__name__, ["tuple", *value._fields]]
            return ["named", *fields, *(self.of(item, depth) for item in value)]
        if kind is np.ndarray and value.dtype.kind == "O":
            shape = ["tuple", *value.shape]
            return ["objects", shape, *(self.of(item, depth) for item in value.ravel())]
        parts = data_frames.parts(value, kind)
        if parts is not None:
            return [parts[0], *(self.of(part, depth) for part in parts[1:])]
        return None


class _Bare(NamedTuple):
    """One with nothing of its own added."""

    field: Any


_OF_ANY = vars(_Bare).keys() - set(_Bare._fields) | {"__dict__"}


def _is_named_tuple(value: Any, kind: type) -> bool:
    """Whether it has nothing but its fields: no methods or operators of its own."""
    if not issubclass(kind, tuple):
        return False
    *own, base, _ = kind.__mro__
    if base is not tuple or "_fields" not in vars(own[-1]):
        return False
    more = set().union(*map(vars, own)) - _OF_ANY - set(value._fields)
    shown = getattr(kind.__repr__, "__code__", None)
    return not more and not getattr(value, "__dict__", None) and shown is _Bare.__repr__.__code__


GOING_OVER = ("__iter__", "__next__", "__len__", "__getitem__")
"""What has them is `Iterable`, `Iterator` or `Sized`, and can be gone over."""


def described(value: Any) -> list[Any]:
    """What the other side is told of an object that stays: its kind, its name, its classes, whether
    it is equal to itself alone, and which methods its class has for going over it.

    An exception's class is told with the built-in class that it is one of.
    """
    own: Any = type(value)
    methods = [name for name in GOING_OVER if _defines(own, name)]
    if isinstance(value, type):
        if issubclass(value, BaseException):
            base = exception_base(value).__name__
            return ["exception", value.__name__, [["builtins", base]], True, methods]
        # `Stack[int]` is no method of `type`.
        return ["class", value.__name__, _classes(value), True, [*methods, "__getitem__"]]
    if isinstance(value, types.ModuleType):
        return ["object", value.__name__, [], True, methods]
    kind = "function" if _is_function(value) else "callable" if callable(value) else "object"
    name = str(getattr(value, "__name__", own.__name__))
    return [kind, name, _classes(own), own.__eq__ is object.__eq__, methods]


def _defines(kind: type, method: str) -> bool:
    """Whether Python finds it, in the class itself; `__iter__ = None` says that there is none."""
    return next((vars(c)[method] for c in kind.__mro__ if method in vars(c)), None) is not None


def exception_base(kind: type[BaseException]) -> type[Exception]:
    """The nearest built-in class of an exception that may cross: never one that ends a process."""
    for base in kind.__mro__:
        if base.__module__ == "builtins" and issubclass(base, Exception):
            return base
    return RuntimeError


def _is_function(value: Any) -> bool:
    return isinstance(
        value, types.FunctionType | types.BuiltinFunctionType | types.MethodType | np.ufunc
    )


def _classes(kind: type) -> list[list[str]]:
    return [[str(c.__module__), str(c.__qualname__)] for c in kind.__mro__[:20]]


def _library_name(value: Any) -> Plain:
    """How a library's function, class or module is found by name; None for anything else."""
    if isinstance(value, types.ModuleType):
        found = sys.modules.get(value.__name__) is value
        return ["library", value.__name__, ""] if found and value.__name__ != "__main__" else None
    if isinstance(value, np.ufunc):
        module, name = "numpy", value.__name__
    elif isinstance(value, type) or _is_function(value):
        module = getattr(value, "__module__", None) or ""
        name = getattr(value, "__qualname__", "")
    else:
        return None
    if type(module) is not str or module in ("", "__main__") or module not in sys.modules:
        return None
    try:
        same = _from_library(module, name) is value
    except (AttributeError, ImportError):
        return None
    return ["library", module, name] if same else None


def _from_library(module: str, name: str) -> Any:
    found: Any = importlib.import_module(module)
    for part in name.split(".") if name else ():
        found = getattr(found, part)
    return found
