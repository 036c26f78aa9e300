"""Pictures and tables that wait for the student's functions instead of failing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from autograder.cells.show import show
from autograder.open_figures import close_others, open_figures
from autograder.wording import as_html, listed


@dataclass(frozen=True)
class Notice:
    """One friendly line. `marks` is the text with code names between backquotes."""

    marks: str

    def __repr__(self) -> str:
        return self.marks

    def _repr_html_(self) -> str:
        return (
            '<div style="border-left: 4px solid #767676; padding: 0.3em 0.8em; '
            f'color: inherit;">{as_html(self.marks)}</div>'
        )


@contextmanager
def preview(*functions: str) -> Iterator[None]:
    """Run a demonstration that needs the student's functions.

    `with preview("descend", "plot_descent"): ...` shows what the block shows. While one of the
    functions is still a stub (or not defined in this kernel), one line names what the block
    waits for. Where a written function fails, one line says how, and the check cell of that
    function is the place to find out more. A keyboard interrupt goes through.
    """

    before = open_figures()
    try:
        yield
    except Exception as error:  # noqa: BLE001  whatever a student's function raises
        close_others(keep=before)
        waits = isinstance(error, NotImplementedError | NameError)
        show(notice(functions, waits, f"{type(error).__name__}: {error}"))


def notice(functions: Sequence[str], waits: bool, why: str) -> Notice:
    """What stands in place of a demonstration that waits for `functions`, or that failed."""
    these = listed([f"`{name}`" for name in functions] or ["your functions"])
    if waits:
        return Notice(f"○ This appears once {these} can run.")
    return Notice(f"△ This stopped with {why.rstrip('. ')}. It needs {these}: run the check cells.")
