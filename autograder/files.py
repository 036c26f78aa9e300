"""Reading files that strangers made, and writing files that others rely on.

What is read may be anything: a pipe that never ends, a file of terabytes, a link to elsewhere.
What is written is there whole or not at all. What is cleared away may be nested as deep as a file
system allows.
"""

import hashlib
import os
import secrets
import stat
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from errno import ELOOP, EMLINK
from pathlib import Path

_READING = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW
_DRAFTING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_FOLDER = _READING | os.O_DIRECTORY
_START = os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY


def printable(path: os.PathLike[str] | str) -> str:
    """`path` as text that can be printed, and written as UTF-8, whatever its bytes are."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def read_regular(path: Path, most: int, under: Path | None = None) -> bytes:
    """The content of a regular file of `most` bytes at most; no link is followed to it, and none on
    the way there from the folder `under`.

    Never waits. Raises `OSError`, with a `strerror` that says what is there instead.
    """
    try:
        descriptor = _opened(path, under) if under else os.open(path, _READING)
    except OSError as error:
        if error.errno in (ELOOP, EMLINK):
            raise OSError(error.errno, "it is a link, and links are not followed") from error
        raise
    with open(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(None, "it is no regular file")
        if found.st_size <= most:
            data = file.read(most + 1)
            if len(data) <= most:
                return data
    raise OSError(None, f"it has more than the {size(most)} that are read")


def _opened(path: Path, under: Path) -> int:
    # One by one: between a look at a path and its use its owner could put a link into it.
    *folders, name = path.relative_to(under).parts
    with ExitStack() as passed:
        here = os.open(under, _START)
        passed.callback(os.close, here)
        for folder in folders:
            here = os.open(folder, _FOLDER, dir_fd=here)
            passed.callback(os.close, here)
        return os.open(name, _READING, dir_fd=here)


def digest(data: bytes) -> str:
    """What tells one file, or one text, from others."""
    return hashlib.sha256(data).hexdigest()


def digest_of_files(paths: Iterable[Path], root: Path) -> str:
    """What tells these files, by their places below `root`, from others."""
    told = (f"{path.relative_to(root).as_posix()} {digest(path.read_bytes())}" for path in paths)
    return digest("\n".join(told).encode())


def size(count: int) -> str:
    """A number of bytes in words."""
    return f"{count / 2**20:.0f} MB" if count >= 2**20 else f"{count / 2**10:.0f} KB"


def write_whole(path: Path, parts: Iterable[bytes], mode: int | None = None) -> None:
    """Write a file so that it is there whole or as it was before; its folder is made.

    It gets the permissions `mode`, or those that are usual for the user. What is no regular file,
    such as /dev/stdout, is written to as it is. Raises `OSError`, and leaves nothing behind then.
    """
    place = Path(os.path.realpath(path))
    if place.exists() and not (place.is_file() or place.is_dir()):
        with place.open("wb") as file:
            file.writelines(parts)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        descriptor = os.open(draft, _DRAFTING, 0o666 if mode is None else mode)
        with open(descriptor, "wb") as file:
            if mode is not None:
                os.fchmod(descriptor, mode)  # whatever the user's mask is
            file.writelines(parts)
        draft.replace(place)
    except OSError as error:
        error.filename = str(path)  # in place of the draft, or of nothing
        raise
    finally:
        with suppress(OSError):
            draft.unlink()


def require_writable(path: Path) -> None:
    """Raise the `OSError` that `write_whole(path, ...)` would meet; nothing is left behind."""
    place = Path(os.path.realpath(path))
    if place.is_dir():
        raise IsADirectoryError(None, "it is a folder")
    if place.exists() and not place.is_file():
        return
    there = next(folder for folder in place.parents if folder.exists())
    draft = there / f".{os.getpid()}-{secrets.token_hex(4)}.tmp"
    draft.touch(exist_ok=False)
    draft.unlink()


def remove_tree(root: os.PathLike[str] | str) -> None:
    """Take a folder away with all that is in it; what cannot be taken away is left.

    Folders are lifted to the top one by one, so that neither their depth nor the length of their
    paths matters. No link is followed.
    """
    with suppress(OSError):
        if not os.path.islink(root):
            os.chmod(root, 0o700)
        top = os.open(root, _FOLDER)
        try:
            _empty(top)
        finally:
            os.close(top)
        os.rmdir(root)


def _empty(top: int) -> None:
    waiting = _cleared(top)
    lifted = 0
    while waiting:
        name = waiting.pop()
        with suppress(OSError):
            os.chmod(name, 0o700, dir_fd=top)
            folder = os.open(name, _FOLDER, dir_fd=top)
            try:
                for inner in _cleared(folder):
                    with suppress(OSError):
                        os.chmod(inner, 0o700, dir_fd=folder)  # else it cannot be moved
                        lifted += 1
                        outer = f".lifted-{secrets.token_hex(8)}-{lifted}"
                        os.rename(inner, outer, src_dir_fd=folder, dst_dir_fd=top)
                        waiting.append(outer)
            finally:
                os.close(folder)
            os.rmdir(name, dir_fd=top)


def _cleared(folder: int) -> list[str]:
    """Unlink everything in `folder` that is no folder; the names of those that are."""
    left = []
    for name in os.listdir(folder):
        with suppress(OSError):
            if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
                left.append(name)
            else:
                os.unlink(name, dir_fd=folder)
    return left
