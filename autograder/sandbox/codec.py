"""Plain data as bytes and back, so that reading bytes from a student cannot do anything.

msgpack with extension types: 1 is a numeric array, 2 a tuple, 3 a set, 4 a complex number, 5 the
columns of a data frame. Decoding is strict and bounded: whatever the bytes are, the result is
plain data or a `CodecError`. Arguments may be formulas (6), seeds (7) and methods (8) as
well; these are read on the student's side alone, since a formula is code. A frame is four bytes of
length (big-endian) and that many bytes of one packed value.
"""

import sys
from math import prod
from typing import Any

import msgpack
import numpy as np

from autograder.errors import CodecError
from autograder.model import Columns, Formula, Methods, Plain, Seeded

MAX_FRAME = 64 * 2**20
"""Bytes of the longest frame either side accepts."""
MAX_ANSWER = 20 * 2**20
"""Bytes of the longest frame out of a submission's process, which holds 16 MB of arrays at most
(`plain.py`). While it is read it takes up to four times that."""
MAX_DEPTH = 126
"""Containers in one another; one that is packed apart, such as a tuple, counts as four."""
MAX_ITEMS = 400_000
"""Values in one frame, all containers together, an array counting as one."""
MAX_DIMENSIONS = 8
MAX_TEXT = 8 * 2**20
"""Bytes of the longest text; cells and rendered pictures are texts too."""

_ARRAY, _TUPLE, _SET, _COMPLEX, _COLUMNS, _FORMULA, _SEED, _METHODS = range(1, 9)
NUMERIC = (
    *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float16", "float32", "float64", "complex64", "complex128"),
)
"""The dtypes of arrays that are plain data."""

_DTYPES = {name: np.dtype(name).newbyteorder("<") for name in NUMERIC}
_NUMBERS = frozenset((type(None), bool, int, float))
_SIMPLE = _NUMBERS | {str}
_NAMES = {dtype: name for name, dtype in _DTYPES.items()}


def pack(value: Plain) -> bytes:
    """The bytes of `value`; raises `CodecError` for what is not plain data."""
    try:
        packed: bytes = msgpack.packb(value, default=_pack_other, strict_types=True)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise CodecError(f"cannot be sent as plain data: {error}") from error
    if len(packed) > MAX_FRAME:
        raise CodecError(f"too large to be sent: {len(packed)} bytes")
    return packed


def _pack_other(value: Any) -> msgpack.ExtType:
    if type(value) is tuple:
        return msgpack.ExtType(_TUPLE, pack(list(value)))
    if type(value) is set:
        return msgpack.ExtType(_SET, pack(sorted(value, key=lambda item: (str(type(item)), item))))
    if type(value) is complex:
        return msgpack.ExtType(_COMPLEX, pack([value.real, value.imag]))
    if type(value) is Columns:
        return msgpack.ExtType(_COLUMNS, pack(dict(value)))
    if type(value) is Formula:
        return msgpack.ExtType(_FORMULA, pack([value.parameters, value.expression]))
    if type(value) is Seeded:
        return msgpack.ExtType(_SEED, pack([value.seed]))
    if type(value) is Methods:
        return msgpack.ExtType(_METHODS, pack([value.made_with, value.steps, value.kept]))
    # By the dtype and not by its name, which NumPy takes long to make.
    name = _NAMES.get(value.dtype.newbyteorder("<")) if type(value) is np.ndarray else None
    if name is not None:
        little = np.ascontiguousarray(value, dtype=_DTYPES[name])
        head = msgpack.packb([name, *value.shape])
        return msgpack.ExtType(_ARRAY, bytes([len(head)]) + head + little.tobytes())
    raise TypeError(f"a {type(value).__name__} is not plain data")


class Room:
    """What may still come in answer to one request, over all its frames."""

    def __init__(self, size: int = 48 * 2**20, items: int = 1_500_000) -> None:
        self.size = size
        self.items = items

    def take(self, size: int, items: int) -> None:
        """Raises `CodecError` where there is no room for more."""
        self.size -= size
        self.items -= items
        if min(self.size, self.items) < 0:
            raise CodecError("more than can be taken in answer to one request")


def unpack(data: bytes, *, arguments: bool = False, room: Room | None = None) -> Plain:
    """The plain data that `data` holds; raises `CodecError` for any other bytes.

    With `arguments`, formulas and seeds are read too: never from a student. Texts are interned
    then: in a notebook a short text is one object wherever it stands, so that `penalty is "L1"`
    works there, and here as well. What is read is taken from `room`.
    """
    return _Reader(arguments, room or Room(MAX_FRAME)).read(data, 0)


class _Reader:
    """Decodes one value, counting what has been made so far over all nested tuples."""

    def __init__(self, arguments: bool, room: Room) -> None:
        self.arguments = arguments
        self.room = room
        self.items = 0
        self._text = sys.intern if arguments else str

    def read(self, data: bytes, depth: int) -> Plain:
        if len(data) > MAX_FRAME:
            raise CodecError(f"too large to be read: {len(data)} bytes")

        def count(items: Any) -> Any:
            # Counted while msgpack reads, so that many tiny values cannot fill our memory.
            self._count(len(items))
            return items

        def keep(code: int, body: bytes) -> msgpack.ExtType:
            self._count(1)
            return msgpack.ExtType(code, body)

        try:
            raw = msgpack.unpackb(
                data,
                ext_hook=keep,
                list_hook=count,
                object_hook=count,
                strict_map_key=False,
                max_array_len=MAX_ITEMS,
                max_map_len=MAX_ITEMS,
                max_str_len=MAX_TEXT,
            )
        except CodecError:
            raise
        # msgpack's own errors are ValueErrors; the others come from keys that cannot be hashed
        # and from nesting deeper than its stack.
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            raise CodecError(f"not plain data: {str(error) or type(error).__name__}") from error
        return self._checked(raw, depth)

    def _checked(self, raw: Any, depth: int) -> Plain:
        if type(raw) in _SIMPLE:
            return self._text(raw) if type(raw) is str else raw
        if type(raw) is msgpack.ExtType and raw.code == _ARRAY:
            return _array(raw.data)
        if depth >= MAX_DEPTH:
            raise CodecError(f"nested deeper than {MAX_DEPTH}")
        if type(raw) is list:
            return [i if type(i) in _NUMBERS else self._checked(i, depth + 1) for i in raw]
        if type(raw) is dict:
            return {self._key(key): self._checked(item, depth + 1) for key, item in raw.items()}
        if type(raw) is msgpack.ExtType:
            # Packed apart: while it is read, there is a copy of all that is in it.
            return self._made(raw.code, self.read(raw.data, depth + 4))
        raise CodecError(f"a {type(raw).__name__} is not plain data")

    def _made(self, code: int, items: Plain) -> Plain:
        """What an extension stands for, given what it holds."""
        if code == _COLUMNS and type(items) is dict and all(map(_is_column, items.items())):
            return Columns(items)
        kinds = [type(item) for item in items] if type(items) is list else None
        if code == _TUPLE and kinds is not None:
            return tuple(items)
        if code == _SET and kinds is not None and _SIMPLE.issuperset(kinds):
            return set(items)
        if code == _COMPLEX and kinds == [float, float]:
            return complex(*items)
        if self.arguments and code == _FORMULA and kinds == [str, str]:
            return Formula(*items)
        if self.arguments and code == _SEED and kinds == [int]:
            return Seeded(*items)
        if self.arguments and code == _METHODS and kinds == [int, tuple, int]:
            return Methods(*items)
        raise CodecError(f"an extension of kind {code} that holds something else")

    def _key(self, key: Any) -> Plain:
        if type(key) in _SIMPLE:
            return self._checked(key, 0)
        raise CodecError("has a key that is no number and no text")

    def _count(self, more: int) -> None:
        self.items += more
        self.room.take(0, more)
        if self.items > MAX_ITEMS:
            raise CodecError(f"more than {MAX_ITEMS} values at once")


def _is_column(item: tuple[Plain, Plain]) -> bool:
    name, values = item
    long = type(values) is list or (type(values) is np.ndarray and values.ndim > 0)
    return type(name) is str and long


def _array(body: bytes) -> np.ndarray[Any, Any]:
    if not body:
        raise CodecError("an array without a head")
    head_end = 1 + body[0]
    try:
        head = msgpack.unpackb(body[1:head_end])
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise CodecError("an array whose head cannot be read") from error
    if type(head) is not list or not head or type(head[0]) is not str or head[0] not in _DTYPES:
        raise CodecError("an array of an unknown kind")
    shape = head[1:]
    if len(shape) > MAX_DIMENSIONS or not all(type(n) is int and 0 <= n < 2**31 for n in shape):
        raise CodecError("an array of an impossible shape")
    dtype = _DTYPES[head[0]]
    if prod(shape) * dtype.itemsize != len(body) - head_end:
        raise CodecError("an array whose bytes do not fit its shape")
    if dtype.kind == "b" and body[head_end:].strip(b"\x00\x01"):
        raise CodecError("an array of booleans that are neither true nor false")
    if prod(max(n, 1) for n in shape) > MAX_FRAME:
        raise CodecError("an array of an impossible shape")  # it has no entries, but a huge shape
    flat = np.frombuffer(body, dtype=dtype, offset=head_end)
    return flat.reshape(shape).astype(dtype.newbyteorder("="), copy=True)


def frame(value: Plain) -> bytes:
    """`value` packed, with its length in front."""
    packed = pack(value)
    return len(packed).to_bytes(4, "big") + packed
