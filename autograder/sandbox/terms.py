"""What the sandbox is told and what it tells: frozen dataclasses, and what both ends must know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from autograder.model import Plain, Raised

_BLOCK = 4096
"""Bytes by which a file system hands out room."""

CHANNEL = 3
"""The descriptor of a locked process that leads to the grader; 0 to 2 lead nowhere."""

OUT_OF_MEMORY = 77
"""The exit status of a process that could not even say any more that its memory is full."""

MAX_ERRORS = 10
"""So many of a cell's troubles are told."""

MAX_OUTPUTS = 200
"""So many of a cell's outputs are shown."""

AUTOTEST = "__autotest__"
"""What the expressions of an `### AUTOTEST` line are handed to in a locked process."""

SHOWS_POINTS = "points"
"""What an instructor's cell did, if its last line showed a number with the right solution."""

Output = dict[str, Any]
"""What a cell shows, as an nbformat-4 dict."""

REQUEST = "application/vnd.autograder.request+json"
"""The kind of output that says what the grader's side is to draw: JSON `{"draw", "given"}`."""

Lent = Mapping[str, Callable[..., Plain]]
"""Functions that are called with plain data and return plain data, by name."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Seconds are wall-clock time, kept by the grader's process. `memory_mb` comes on top of what
    the loaded libraries take. `output_bytes` is what is kept of a cell's printed text, and
    `rendered_bytes` of its rendered outputs. `restarts` is how often a submission that kills
    its process is given another.
    """

    call_seconds: float = 3.0
    load_seconds: float = 5.0
    notebook_seconds: float = 60.0
    memory_mb: int = 1024
    output_bytes: int = 65_536
    rendered_bytes: int = 2_000_000
    scratch_mb: int = 32
    scratch_files: int = 256
    open_files: int = 64
    restarts: int = 20

    @classmethod
    def of_calls(cls, seconds: float, memory_mb: int) -> "Limits":
        """Limits with so many seconds for a call. A statement and a notebook get more time if a
        call gets more than usual, and never less than usual.
        """
        longer = max(1.0, seconds / cls.call_seconds)
        return cls(
            call_seconds=seconds,
            load_seconds=longer * cls.load_seconds,
            notebook_seconds=longer * cls.notebook_seconds,
            memory_mb=memory_mb,
        )

    def with_room_for(self, files: Mapping[str, bytes]) -> "Limits":
        """The same, but that a process's folder may hold `files` besides, and their folders."""
        folders = {folder for name in files for folder in PurePath(name).parents}
        count = len(files) + len(folders)
        size = sum(map(len, files.values())) + _BLOCK * count
        return replace(
            self,
            scratch_files=self.scratch_files + count,
            scratch_mb=self.scratch_mb + -(-size // 2**20),
        )


TO_LOOK_AT = replace(Limits(), load_seconds=2.0, notebook_seconds=12.0)
"""Less than for a grade, where a submission is run to be looked at: nobody waits for an endless
function there. A line that never ends leaves time for the others even where four times its limit
pass until it is stopped, on a busy machine."""


@dataclass(frozen=True)
class Cell:
    """One code cell of a notebook, by its id.

    `without` are the numbers of the statements at its top level that are left out. Where it is
    `defining`, nothing but imports, definitions and assignments is run. What a `shared` one shows
    is the same in every notebook: it is the instructor's, and reads nothing of other cells.
    """

    id: str
    source: str
    without: frozenset[int] = frozenset()
    defining: bool = False
    shared: bool = False


NO_FILES: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True)
class Beginning:
    """What a submission's process has, beside its cells; see `ForkServer.open`.

    `older` is whether code is run with what NumPy meant before (`older.py`).
    """

    functions: tuple[str, ...]
    files: Mapping[str, bytes]
    render: bool
    lent: Lent
    older: bool = False
    stopping: bool = False


@dataclass(frozen=True)
class CellRun:
    """What running one cell came to.

    `errors` are the first few troubles of its statements. `outputs` are filled only where rendering
    was asked for. `replaced` are the functions whose names mean something else since.
    """

    id: str
    errors: tuple[Raised, ...] = ()
    outputs: tuple[Output, ...] = ()
    replaced: tuple[str, ...] = ()

    @property
    def error(self) -> Raised | None:
        """The first trouble; None where all went well."""
        return self.errors[0] if self.errors else None


@dataclass(frozen=True)
class Layer:
    """One layer of protection, as tried for real on this machine.

    `why` says what the attempt showed, `remedy` what to do where it is missing.
    """

    name: str
    held: bool
    why: str
    remedy: str = ""
