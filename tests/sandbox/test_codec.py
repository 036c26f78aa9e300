"""The codec: plain data survives it, and no bytes whatever do anything but that."""

from __future__ import annotations

import os
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.errors import CodecError
from autograder.model import Columns, Formula, Seeded
from autograder.sandbox import codec

# The whole run, which CI makes once a day: AUTOGRADER_FUZZ=2000
EXAMPLES = int(os.environ.get("AUTOGRADER_FUZZ", "100"))
fuzzed = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=20)
    | st.complex_numbers()
    | st.sets(st.text(max_size=3) | st.integers(-9, 9), max_size=4)
    | st.dictionaries(st.text(max_size=3), st.lists(st.floats(), max_size=3), max_size=3).map(
        Columns
    )
)
arrays = hnp.arrays(
    st.sampled_from(["bool", "int8", "int64", "uint16", "float16", "float64", ">f8", "complex64"]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
plain = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=5) | st.integers(-9, 9), inner, max_size=3)
    ),
    max_leaves=20,
)


def same(a: Any, b: Any) -> bool:
    """Equal in type and value, NaN equal to itself, arrays of equal kind and bits."""
    if isinstance(a, np.ndarray):
        alike = type(b) is np.ndarray and a.shape == b.shape and a.dtype.name == b.dtype.name
        return bool(alike) and a.astype(b.dtype).tobytes() == b.tobytes()
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    return bool(a == b or (a != a and b != b))


@fuzzed
@given(plain)
def test_plain_data_comes_back_as_it_was(value: Any) -> None:
    assert same(value, codec.unpack(codec.pack(value)))


@fuzzed
@given(st.binary(max_size=200))
@example(b"")
@example(b"\xc1")
@example(b"\xdd\xff\xff\xff\xff")
@example(b"\xdf\xff\xff\xff\xff")
@example(b"\xc6\xff\xff\xff\xff")
@example(b"\x91" * 2000)
@example(msgpack.packb(msgpack.Timestamp(1, 2)))
@example(msgpack.packb({(1, 2): 3}))
@example(msgpack.packb({1.5: b"bytes"}))
@example(msgpack.packb(msgpack.ExtType(1, b"")))
@example(msgpack.packb(msgpack.ExtType(1, b"\xff")))
@example(msgpack.packb(msgpack.ExtType(2, b"\x01")))
@example(msgpack.packb(msgpack.ExtType(77, b"x")))
def test_any_bytes_are_plain_data_or_a_codec_error(data: bytes) -> None:
    try:
        value = codec.unpack(data)
    except CodecError:
        return
    assert same(value, codec.unpack(codec.pack(value)))


@fuzzed
@given(plain, st.data())
def test_damaged_bytes_are_plain_data_or_a_codec_error(value: Any, data: st.DataObject) -> None:
    packed = bytearray(codec.pack(value))
    for _ in range(data.draw(st.integers(1, 4))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    try:
        codec.unpack(bytes(packed[: data.draw(st.integers(0, len(packed)))]))
    except CodecError:
        return


def array_bytes(name: Any, shape: list[Any], body: bytes) -> bytes:
    head = msgpack.packb([name, *shape])
    packed: bytes = msgpack.packb(msgpack.ExtType(1, bytes([len(head)]) + head + body))
    return packed


@pytest.mark.parametrize(
    "data",
    [
        array_bytes("object", [1], bytes(8)),
        array_bytes("O", [1], bytes(8)),
        array_bytes("datetime64[s]", [1], bytes(8)),
        array_bytes("float64", [2], bytes(8)),
        array_bytes("float64", [-1], bytes(8)),
        array_bytes("float64", [2**40], b""),
        array_bytes("float64", [1.0], bytes(8)),
        array_bytes("float64", [True], bytes(8)),
        array_bytes("float64", [1] * 9, bytes(8)),
        array_bytes("bool", [1], b"\x02"),
        array_bytes(["float64"], [1], bytes(8)),
    ],
)
def test_arrays_that_could_mislead_are_refused(data: bytes) -> None:
    with pytest.raises(CodecError):
        codec.unpack(data)


def test_what_is_too_much_is_refused() -> None:
    nested: Any = 1
    for _ in range(codec.MAX_DEPTH + 1):
        nested = [nested]
    deep_tuples: Any = 1
    for _ in range(codec.MAX_DEPTH + 1):
        deep_tuples = (deep_tuples,)
    many = [[None] * 100_000] * 5
    many_in_tuples = ([None] * 300_000, ([None] * 300_000,))
    long_text = "a" * (codec.MAX_TEXT + 1)
    too_much = (nested, deep_tuples, many, many_in_tuples, long_text, [0] * (codec.MAX_ITEMS + 1))
    for value in too_much:
        with pytest.raises(CodecError):
            codec.unpack(codec.pack(value))
    with pytest.raises(CodecError):
        codec.pack(np.zeros(codec.MAX_FRAME // 8 + 1))


def test_an_error_of_msgpacks_without_words_is_told_by_its_name() -> None:
    with pytest.raises(CodecError, match="not plain data: StackError"):
        codec.unpack(b"\x91" * 3000)


def test_only_plain_data_is_packed() -> None:
    for value in (
        object(),
        {object()},
        {(1, object())},
        np.array([object()]),
        np.zeros(1).view(np.recarray),
        np.float64(1),
        2**65,
    ):
        with pytest.raises(CodecError):
            codec.pack(value)


def test_arrays_that_arrive_can_be_written_to() -> None:
    array = codec.unpack(codec.pack(np.zeros(3)))
    array[0] = 1.0
    assert array.tolist() == [1.0, 0.0, 0.0]


@pytest.mark.parametrize("argument", [Formula("t, y", "-2 * y"), Seeded(3)])
def test_arguments_that_are_more_than_numbers_are_read_on_the_students_side_alone(
    argument: object,
) -> None:
    packed = codec.pack([argument, ((argument,),)])
    assert codec.unpack(packed, arguments=True) == [argument, ((argument,),)]
    with pytest.raises(CodecError):
        codec.unpack(packed)


@pytest.mark.parametrize("held", [1, [[]], [1], [1, 2, 3], {}, {1: 2}, [b"x"], None])
@pytest.mark.parametrize("code", range(-3, 10))
def test_an_extension_holds_what_it_says_or_is_refused(code: int, held: object) -> None:
    data = msgpack.packb(msgpack.ExtType(code % 128, msgpack.packb(held)))
    try:
        value = codec.unpack(data)
    except CodecError:
        return
    assert type(value) in (tuple, set, Columns)
