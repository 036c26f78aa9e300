"""What lies in a hand-in's folder, looked at within limits: anything may, and no end of it."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from operator import eq
from pathlib import Path

from autograder.model import Note
from autograder.sandbox.harmless import is_printable

MOST_FILES = 200
MOST_BYTES = 16 * 2**20
"""Of all the files beside a notebook together."""

MOST_LEVELS = 8
MOST_ENTRIES = 5_000
"""How many names are looked at below one hand-in, or in one student's folder."""
MOST_NAMED = 20
"""How many of the files that are left out are named."""

MACHINES = (
    *("__MACOSX", "._*", ".DS_Store", ".Trash*", ".ipynb_checkpoints", "__pycache__"),
    *("Thumbs.db", "desktop.ini", ".git", ".gitignore", ".gitkeep", ".gitattributes"),
)
"""What machines leave in folders; nobody handed it in."""


@dataclass(frozen=True)
class Beside:
    """Regular files in a hand-in's folder but notebooks, as paths in it, sorted.

    `left_out` names what is beyond the limits or no regular file.
    """

    files: tuple[Path, ...]
    left_out: tuple[Note, ...]


def beside(folder: Path) -> Beside:
    """What lies in a hand-in's folder, within limits on number, size and depth.

    No link is followed. Never raises: what cannot be looked at is left out.
    """
    files: list[Path] = []
    left_out: list[Note] = []
    total = 0
    for path, entry in sorted(below(folder, left_out), key=lambda pair: pair[0]):
        if path.suffix.lower() == ".ipynb":
            continue
        size = size_of(entry)
        if size is None:
            left_out.append(_left_out("no regular file", path))
        elif len(files) >= MOST_FILES or total + size > MOST_BYTES:
            left_out.append(_left_out("more than what is read beside a notebook", path))
        else:
            total += size
            files.append(path)
    return Beside(tuple(files), few(left_out))


def below(folder: Path, left_out: list[Note]) -> Iterator[tuple[Path, os.DirEntry[str]]]:
    """Everything below `folder` but folders and what machines leave, with its path from there.

    What is too deep, too much or cannot be looked at is named in `left_out`.
    """
    waiting = [Path()]
    looked = 0
    while waiting:
        where = waiting.pop()
        try:
            with os.scandir(folder / where) as entries:
                for entry in entries:
                    looked += 1
                    if looked > MOST_ENTRIES:
                        left_out.append(_left_out(f"whatever comes after {MOST_ENTRIES} files"))
                        return
                    if left_by_machine(entry.name):
                        continue
                    path = where / entry.name
                    if not is_printable(entry.name):
                        written = ascii(str(path))[1:-1]
                        left_out.append(_left_out("its name cannot be written", written))
                    elif not is_folder(entry):
                        yield path, entry
                    elif len(path.parts) >= MOST_LEVELS:
                        left_out.append(_left_out(f"more than {MOST_LEVELS} folders deep", path))
                    else:
                        waiting.append(path)
        except OSError as error:
            left_out.append(_left_out(f"the folder cannot be read ({error.strerror})", where))


def few(left_out: Sequence[Note]) -> tuple[Note, ...]:
    """The first of them, and how many more there are."""
    more = len(left_out) - MOST_NAMED
    rest = [_left_out(f"{more} more files were left out")] if more > 0 else []
    return (*left_out[:MOST_NAMED], *rest)


def _left_out(why: str, where: Path | str = "") -> Note:
    return Note("left-out", why, str(where))


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder itself, and no link to one."""
    return entry.is_dir(follow_symlinks=False)


def is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a regular file itself, and no link to one."""
    return entry.is_file(follow_symlinks=False)


def is_in_the_way(path: Path, given: Iterable[Path]) -> bool:
    """Whether a file would have to be where a folder is, or a folder where a file is."""
    # `Path.parents` makes a path for each: 200 files in six folders took a second.
    return any(path != one and all(map(eq, path.parts, one.parts)) for one in given)


def kind(entry: os.DirEntry[str]) -> str:
    """What it is where it is neither a file nor a folder."""
    if entry.is_symlink():
        return "a link, and links are not followed"
    return "neither a file nor a folder"


def left_by_machine(name: str) -> bool:
    """Whether a file or folder of this name was made by a machine, and handed in by nobody."""
    return any(fnmatch(name, pattern) for pattern in MACHINES)


def size_of(entry: os.DirEntry[str]) -> int | None:
    """Bytes of a regular file; None where it is none, or cannot be asked."""
    try:
        return entry.stat(follow_symlinks=False).st_size if is_file(entry) else None
    except OSError:
        return None
