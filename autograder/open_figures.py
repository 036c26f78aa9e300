"""Closing the figures that code opened which runs in this very process."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


def open_figures() -> tuple[int, ...]:
    """The numbers of Matplotlib's open figures; none where Matplotlib was never imported."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return tuple(pyplot.get_fignums()) if pyplot else ()


def close_others(keep: tuple[int, ...]) -> None:
    """Close every figure but those in `keep`: a notebook would show them under the cell."""
    for number in open_figures():
        if number not in keep:
            sys.modules["matplotlib.pyplot"].close(number)


@contextmanager
def no_new_figures() -> Iterator[None]:
    """Close the figures that the block opens, however it ends; `plt.show()` does nothing in it.

    In a notebook it would show each of them, close them, and leave `plt.gca()` an empty one.
    """
    before = open_figures()
    pyplot = sys.modules.get("matplotlib.pyplot")
    names = vars(pyplot) if pyplot else {}
    show = names.get("show")
    names["show"] = lambda *_, **__: None
    try:
        yield
    finally:
        names["show"] = show
        close_others(keep=before)
