"""Which names a cell binds and reads, where its text is odd."""

from __future__ import annotations

import ast
import gc
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.names import bound, brought, read, statements
from autograder.sandbox.magics import as_python


def test_a_cell_with_half_a_surrogate_pair_is_taken_word_by_word() -> None:
    """From Python 3.12 on its tokenizer encodes what it reads."""
    assert {"x", "y"} <= read("x = y \ud800 !")
    assert {"x", "y"} <= bound("x = y \ud800 !")


@pytest.mark.parametrize(
    "source",
    [
        "%time x",
        "%%time\nx",
        "y = %time x",
        "!echo {x}",
        "y = !echo {x}",
        "x?",
        "?x",
        ", f x",
        "; f x",
        "/f x",
        ">>> x",
        "In [1]: del x",
        "  print(x)\n  print(x)",
    ],
)
def test_what_ipython_makes_python_of_reads_its_words(source: str) -> None:
    with pytest.raises(SyntaxError):
        ast.parse(source)
    ast.parse(as_python(source))
    assert "x" in read(source)


def test_a_function_reads_what_it_is_annotated_with_and_nothing_of_the_compilers() -> None:
    """From Python 3.14 on the compiler gives annotations a function of their own."""
    assert read("def f(x: np.ndarray) -> Line:\n    return x") == {"np", "Line"}


def test_what_nothing_makes_python_of_reads_nothing() -> None:
    source = "def f(x)\n    return x * eta"
    with pytest.raises(SyntaxError):
        ast.parse(as_python(source))
    assert read(source) == frozenset()


@pytest.mark.parametrize("source", ["-" * 300_000 + "1", "a" + ".b" * 200_000])
def test_what_is_too_deep_for_python_stays_as_it_is(source: str) -> None:
    assert as_python(source).strip() == source


def test_a_function_that_has_the_name_of_something_imported_before_it_is_bound() -> None:
    assert bound("from helper import predict\ndef predict(x):\n    return x") == {"predict"}
    assert bound("from helper import predict") == frozenset()


@pytest.mark.parametrize(
    "source",
    [
        "[x for x in range(3)]",
        "{x for x in range(3)}",
        "{x: x for x in range(3)}",
        "print(f'{[x for x in range(3)]}')",
        "[[x for x in range(y)] for y in range(3)]",
    ],
)
def test_the_variables_of_a_comprehension_are_its_own_whatever_the_version_of_python(
    source: str,
) -> None:
    assert read(source) - {"print"} == {"range"}
    assert brought(source) == frozenset()


def test_cells_are_read_by_several_threads_at_once() -> None:
    class Left:
        def __del__(self) -> None:  # what runs in the middle of reading lets another thread begin
            sum(range(200))

    def read_often(_: int) -> None:
        for _ in range(60):
            left = Left()
            left.me = left  # type: ignore[attr-defined]
            assert len(statements(text)) == 40

    text = "def f(x):\n    return [(x + i) * 2 for i in range(10) if i and (x or i)]\n" * 40
    often, before = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(50)
    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(read_often, range(4)))
    finally:
        sys.setswitchinterval(often)
        gc.set_threshold(*before)
