"""Progress bars that show nothing: a loop with one around it runs as it would without."""

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

from autograder.sandbox.missing import Nothing

MODULES = ("tqdm", "alive_progress", "progressbar", "fastprogress", "rich.progress")


class Bar(Nothing):
    """Around an iterable, in a `with`, or by itself; whatever else is asked of it does nothing."""

    def __init__(self, iterable: Any = (), *args: Any, **options: Any) -> None:
        counted = isinstance(iterable, int)  # alive_bar(5), trange(5)
        self.iterable: Iterable[Any] = range(iterable) if counted else iterable
        self.total = options.get("total")
        self.n = 0

    def __iter__(self) -> Iterator[Any]:
        for value in self.iterable:
            yield value
            self.n += 1

    def __len__(self) -> int:
        return len(self.iterable)  # type: ignore[arg-type]

    def __bool__(self) -> bool:
        return True

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self.__class__(*args, **options) if args else None

    def update(self, n: Any = 1, *args: Any, **options: Any) -> None:
        self.n += n if isinstance(n, int) else 0

    @staticmethod
    def write(text: str, *args: Any, **options: Any) -> None:
        print(text)

    @staticmethod
    def pandas(*args: Any, **options: Any) -> None:
        """pandas runs as it would without."""


def trange(*args: int, **options: Any) -> Bar:
    """`tqdm(range(...))`."""
    return Bar(range(*args))


def module(name: str) -> ModuleType:
    """A module of progress bars, whatever it is asked for."""
    made = ModuleType(name)
    made.__path__ = []
    vars(made).update(trange=trange, tnrange=trange, __getattr__=_asked)
    return made


def _asked(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return Bar
