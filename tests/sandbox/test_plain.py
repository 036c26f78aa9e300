"""What a return value becomes, rule by rule."""

from __future__ import annotations

import array
import collections
import enum
import itertools
import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.errors import UnusableError
from autograder.model import Columns
from autograder.sandbox import codec
from autograder.sandbox.plain import MAX_ARRAY_BYTES, MAX_ITEMS, to_plain


class Colour(enum.IntEnum):
    RED = 3


class Pair(collections.namedtuple("Pair", "a b")):
    pass


class Equal(np.ndarray[Any, Any]):
    def __eq__(self, other: object) -> Any:
        return True


class Numbered:
    """Has a length and items, and is no list."""

    def __len__(self) -> int:
        return 2

    def __getitem__(self, place: int) -> int:
        return [0, 10][place]


class Endless(Numbered):
    def __len__(self) -> int:
        return 2**62

    def __getitem__(self, place: int) -> int:
        return place


class AxesByAnotherName(dict[str, str]):
    def get(self, *_: Any) -> Any:
        return ""

    def items(self) -> Any:
        return {"kind": "axes"}.items()


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        (np.bool_(True), True),
        (3, 3),
        (Colour.RED, 3),
        (np.int32(3), 3),
        (np.float32(0.5), 0.5),
        (np.longdouble(0.5), 0.5),
        (2**70, float(2**70)),
        (Fraction(1, 4), 0.25),
        (Decimal("0.25"), 0.25),
        (sympy.Rational(1, 4), 0.25),
        (sympy.Integer(2), 2.0),
        (sympy.pi, math.pi),
        ("ŷ", "ŷ"),
        ("\ud800", "?"),
        (np.str_("a"), "a"),
        ((1, (2.0, None)), (1, (2.0, None))),
        (Pair(1, 2), (1, 2)),
        (range(3), [0, 1, 2]),
        (collections.deque([1, 2]), [1, 2]),
        (collections.UserList([1, (2.0,)]), [1, (2.0,)]),
        (Numbered(), [0, 10]),
        (collections.UserDict(a=1), {"a": 1}),
        ({"a": 1}.values(), [1]),
        ({"w": np.float64(1), 2: 3}, {"w": 1.0, 2: 3}),
        ({np.int64(1): 2}, {1: 2}),
        (collections.OrderedDict(a=1), {"a": 1}),
        (np.array(["a", "b"]), ["a", "b"]),
        (np.array([None, 1.0]), [None, 1.0]),
        (complex(2, 0), 2.0),
    ],
)
def test_scalars_and_containers(value: object, plain: object) -> None:
    got = to_plain(value)
    if isinstance(got, np.ndarray):
        got = got.item()
    assert got == plain
    assert type(got) is type(plain)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.ones((1, 2)).view(np.matrix), [[1.0, 1.0]]),
        (np.zeros(2).view(Equal), [0.0, 0.0]),
        (np.ma.masked_array([1, 2], mask=[True, False]), [np.nan, 2.0]),
        (np.ma.masked_array([1.0, 2.0]), [1.0, 2.0]),
        (np.array([1, 2.5], dtype=object), [1.0, 2.5]),
        (np.array([sympy.Rational(1, 2), 1]), [0.5, 1.0]),
        (np.array([1 + 0j, 2]), [1.0, 2.0]),
        (np.array([1.0], dtype=np.longdouble), [1.0]),
        (np.array([1.0], dtype=">f8"), [1.0]),
        (np.array(5.0), 5.0),
        (pd.Series([1.0, 2.0]), [1.0, 2.0]),
        (sympy.Matrix([[1, 2], [3, 4]]), [[1.0, 2.0], [3.0, 4.0]]),
        (np.broadcast_to(1.0, (2, 2)), [[1.0, 1.0], [1.0, 1.0]]),
        (array.array("d", [1.0, 2.0]), [1.0, 2.0]),
        (np.ones((1, 2)).data, [[1.0, 1.0]]),
    ],
)
def test_everything_like_an_array_becomes_a_base_array(value: object, plain: Any) -> None:
    got = to_plain(value)
    assert type(got) is np.ndarray
    assert got.shape == np.shape(plain)
    assert np.array_equal(got, np.array(plain), equal_nan=True)
    assert np.array_equal(codec.unpack(codec.pack(got)), got, equal_nan=True)


def test_an_array_of_numbers_and_arrays_is_the_list_of_them() -> None:
    both = to_plain(np.array([np.ones(1), 2.0], dtype=object))
    assert isinstance(both, list)
    assert type(both[0]) is np.ndarray
    assert (both[0].tolist(), both[1]) == ([1.0], 2.0)


def test_complex_values_stay_complex_arrays() -> None:
    assert to_plain(1 + 2j).dtype == np.complex128
    assert to_plain(np.complex64(1 + 2j)).shape == ()
    assert to_plain(np.array([1j, 0])).tolist() == [1j, 0]


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (itertools.count(), "more than"),
        ({(1, 2)}, "a set with an item of type tuple"),
        (object(), "object"),
        (abs, "builtin"),
        (int, "class int"),
        (b"bytes", "bytes"),
        (np.array([object()]), "objec"),
        (np.array([[None, 1.0]]), "objects"),
        (bytearray(2), "bytearray"),
        (np.zeros(MAX_ARRAY_BYTES // 8 + 1).data, "too large"),
        (array.array("d", [0.0]) * (MAX_ARRAY_BYTES // 8 + 1), "too large"),
        (Endless(), "more than"),
        (AxesByAnotherName({"any": "axes"}), "no drawing"),
        (np.array(["2020-01-01"], dtype="datetime64[D]"), "datetime64"),
        (np.zeros(1, dtype=[("a", "f8")]), "dtype"),
        (np.broadcast_to(1.0, (10**6, 10**6)), "too large"),
        ([0] * (MAX_ITEMS + 1), "more than"),
        ({(1, 2): 3}, "key"),
        (sympy.Symbol("x"), "Symbol"),
        (sympy.Symbol("x") ** 2, "Pow"),
        (10**400, "a number too large"),
        ([Fraction(10**400)], "a number too large"),
    ],
)
def test_what_has_no_plain_form_is_named(value: object, named: str) -> None:
    with pytest.raises(UnusableError, match=named):
        to_plain(value)


def test_values_that_contain_themselves_end() -> None:
    loop: list[Any] = []
    loop.append(loop)
    wide: list[Any] = []
    for _ in range(100):
        wide = [wide, wide]
    for value in (loop, wide):
        with pytest.raises(UnusableError):
            to_plain(value)


@pytest.mark.parametrize(
    "iterator",
    [iter([1, 2]), (x for x in [1, 2]), map(abs, [-1, 2]), filter(None, [0, 1, 2])],
)
def test_an_iterator_becomes_the_list_of_what_it_gives(iterator: object) -> None:
    assert to_plain(iterator) == [1, 2]


def test_iterators_inside_others_become_lists_too() -> None:
    assert to_plain(zip([1, 2], map(abs, [3, 4]), strict=True)) == [(1, 3), (2, 4)]


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text(st.characters(), max_size=9)
    | st.binary(max_size=5)
    | st.decimals()
    | st.fractions()
    | st.datetimes()
    | st.just(object())
    | st.builds(np.array, st.lists(st.floats() | st.none() | st.text(max_size=3), max_size=4)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3) | st.integers() | st.binary(max_size=2), inner)
        | st.frozensets(st.integers(), max_size=3)
        | st.lists(inner, max_size=3).map(iter)
        | st.lists(inner, max_size=3).map(collections.deque)
    ),
    max_leaves=15,
)


@settings(max_examples=200, deadline=None)
@given(anything)
def test_any_value_becomes_sendable_or_unusable(value: object) -> None:
    try:
        plain = to_plain(value)
    except UnusableError:
        return
    codec.unpack(codec.pack(plain))


def test_sets_and_data_frames_keep_what_is_in_them() -> None:
    assert to_plain({np.int64(1), "a"}) == {1, "a"}
    assert to_plain(frozenset()) == set()
    frame = pd.DataFrame({"a": [1.5], "b": [2], "c": ["x"], "d": [True]}, index=[7])
    assert to_plain(frame) == Columns(a=[1.5], b=[2], c=["x"], d=[True])
    assert type(to_plain(frame)) is type(to_plain(to_plain(frame))) is Columns
