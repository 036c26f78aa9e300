"""Hand-ins that are whole folders, built here: what is in them cannot be kept in a repository.

Each function gets a student's own folder, empty, and the bytes of a right notebook.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

NAME = "gradient_descent_1d"
Build = Callable[[Path, bytes], object]


def put(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def proper(student: Path, right: bytes) -> Path:
    return put(student / NAME / f"{NAME}.ipynb", right)


def nest(folder: Path, depth: int, name: str = "d" * 100) -> None:
    """Folders in folders, also where the whole path is longer than a system call takes."""
    folder.mkdir(parents=True, exist_ok=True)
    inside = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=inside)
        deeper = os.open(name, os.O_RDONLY, dir_fd=inside)
        os.close(inside)
        inside = deeper
    os.close(inside)


def sparse(path: Path, size: int = 2**42) -> None:
    put(path, b"")
    os.truncate(path, size)


def _deep_folders(student: Path, right: bytes) -> None:
    proper(student, right)
    nest(student / NAME / "deep", 1500)


def _deep_folders_beside(student: Path, right: bytes) -> None:
    proper(student, right)
    nest(student / "deep", 1500, "x")


def _link_to_itself(student: Path, right: bytes) -> None:
    (student / NAME).mkdir()
    (student / NAME / f"{NAME}.ipynb").symlink_to(f"{NAME}.ipynb")


def _folder_linked_to_itself(student: Path, right: bytes) -> None:
    (student / NAME).symlink_to(NAME)


def _folder_linked_to_its_parent(student: Path, right: bytes) -> None:
    proper(student, right)
    (student / NAME / "again").symlink_to("..")
    (student / "more").symlink_to("..")


def _link_to_another_student(student: Path, right: bytes) -> None:
    (student / NAME).symlink_to(Path("..") / "honest" / NAME)


def _link_to_the_solutions(student: Path, right: bytes) -> None:
    (student / NAME).mkdir()
    source = Path("..") / ".." / ".." / "source" / NAME / f"{NAME}.ipynb"
    (student / NAME / f"{NAME}.ipynb").symlink_to(source)


def _pipe_for_a_notebook(student: Path, right: bytes) -> None:
    (student / NAME).mkdir()
    os.mkfifo(student / NAME / f"{NAME}.ipynb")


def _pipe_for_a_timestamp(student: Path, right: bytes) -> None:
    proper(student, right)
    os.mkfifo(student / NAME / "timestamp.txt")


def _pipe_beside(student: Path, right: bytes) -> None:
    proper(student, right)
    os.mkfifo(student / NAME / "data.csv")
    os.mkfifo(student / "pipe")


def _socket_for_a_notebook(student: Path, right: bytes) -> None:
    (student / NAME).mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.open(student / NAME, os.O_RDONLY)
        listener.bind(f"/proc/self/fd/{here}/{NAME}.ipynb")
        os.close(here)


def _sparse_notebook(student: Path, right: bytes) -> None:
    sparse(student / NAME / f"{NAME}.ipynb")


def _sparse_beside(student: Path, right: bytes) -> None:
    proper(student, right)
    sparse(student / NAME / "data.bin")
    sparse(student / NAME / "other.ipynb")


def _sparse_timestamp(student: Path, right: bytes) -> None:
    proper(student, right)
    sparse(student / NAME / "timestamp.txt")


def _folder_for_a_notebook(student: Path, right: bytes) -> None:
    (student / NAME / f"{NAME}.ipynb").mkdir(parents=True)


def _folder_for_a_timestamp(student: Path, right: bytes) -> None:
    proper(student, right)
    (student / NAME / "timestamp.txt").mkdir()


def _unreadable_folder(student: Path, right: bytes) -> None:
    proper(student, right)
    (student / NAME).chmod(0)


def _unreadable_folder_beside(student: Path, right: bytes) -> None:
    proper(student, right)
    for place in (student / NAME / "closed", student / "closed"):
        place.mkdir()
        place.chmod(0)


def _unreadable_notebook(student: Path, right: bytes) -> None:
    proper(student, right).chmod(0)


def _names_in_no_alphabet(student: Path, right: bytes) -> None:
    proper(student, right)
    for place in (student / NAME, student):
        put(Path(os.fsdecode(os.fsencode(place) + b"/\xff\xfe.txt")), b"x")
        Path(os.fsdecode(os.fsencode(place) + b"/\xe9t\xe9")).mkdir()


def _notebook_in_no_alphabet(student: Path, right: bytes) -> None:
    (student / NAME).mkdir()
    put(Path(os.fsdecode(os.fsencode(student / NAME) + b"/\xff.ipynb")), right)


def _names_that_command_terminals(student: Path, right: bytes) -> None:
    proper(student, right)
    put(student / NAME / "\x1b[2J\x1b]0;owned\x07.txt", b"x")
    put(student / "line\nbreak \u202etxt.exe", b"x")
    put(student / "##[error]file=x;]owned", b"x")


def _many_files(student: Path, right: bytes) -> None:
    proper(student, right)
    for number in range(20_000):
        os.close(os.open(student / NAME / f"{number}", os.O_CREAT | os.O_WRONLY))


def _many_files_outside(student: Path, right: bytes) -> None:
    proper(student, right)
    for number in range(5_000):
        os.close(os.open(student / f"{number}", os.O_CREAT | os.O_WRONLY))


def _many_folders_beside(student: Path, right: bytes) -> None:
    proper(student, right)
    for number in range(199):
        put(student / NAME / f"{number}" / "a" / "b" / "data.csv", b"1\n" * 10_000)


def _many_long_names(student: Path, right: bytes) -> None:
    proper(student, right)
    for number in range(3_000):
        (student / (f"{NAME}_" * 12 + str(number))).mkdir()
        (student / ("_" * 240 + f"{number}.ipynb")).touch()


def _large(right: bytes, size: int = 20_000_000) -> bytes:
    return right.rstrip()[:-1] + b',"x":"' + b"x" * size + b'"}'


def _large_copies_beside(student: Path, right: bytes) -> None:
    proper(student, right)
    for number in range(5):
        put(student / NAME / f"{NAME}-Copy{number}.ipynb", _large(right))


def _many_large_notebooks(student: Path, right: bytes) -> None:
    for number in range(5):
        put(student / NAME / f"{number}.ipynb", _large(right))


def _many_notebooks(student: Path, right: bytes) -> None:
    for number in range(500):
        put(student / NAME / f"{number}.ipynb", b"{}")


def _another_student_inside(student: Path, right: bytes) -> None:
    put(student / NAME / "honest" / NAME / f"{NAME}.ipynb", right)


def _another_student_beside(student: Path, right: bytes) -> None:
    put(student / "honest" / NAME / f"{NAME}.ipynb", right)


def _a_class_inside(student: Path, right: bytes) -> None:
    put(student / "submitted" / "honest" / NAME / f"{NAME}.ipynb", right)


def _longest_names(student: Path, right: bytes) -> None:
    proper(student, right)
    put(student / NAME / ("n" * 255), b"x")
    put(student / ("m" * 255), b"x")


def _results_of_its_own(student: Path, right: bytes) -> None:
    put(student / ".autograder" / "results" / NAME / "honest.json", b"{}")
    put(student / "autograded" / "honest" / NAME / f"{NAME}.ipynb", right)


GRADED: dict[str, Build] = {"n" * 250: proper} | {
    build.__name__.strip("_").replace("_", "-"): build
    for build in (
        _deep_folders,
        _deep_folders_beside,
        _folder_linked_to_its_parent,
        _pipe_beside,
        _sparse_beside,
        _unreadable_folder_beside,
        _names_in_no_alphabet,
        _names_that_command_terminals,
        _many_files,
        _many_files_outside,
        _many_folders_beside,
        _many_long_names,
        _large_copies_beside,
        _longest_names,
        _another_student_inside,
    )
}
"""Folders around a notebook that is right, and gets what it deserves."""

GRADED_WITHOUT_A_TIME: dict[str, Build] = {
    build.__name__.strip("_").replace("_", "-"): build
    for build in (_pipe_for_a_timestamp, _sparse_timestamp, _folder_for_a_timestamp)
}
"""The same, but that nobody knows when it was handed in: not entered in the gradebook."""

MARKUP = ("<img src=x onerror=alert(1)>", '"><b onmouseover=alert(1)', "a < b")
"""Names of students that formgrader would put in its pages as they are."""

FOR_ANOTHER = ("honest ", " zealous", "[h]onest", "*")
"""Names that a table of grades shows as another's, or that nbgrader takes for others'."""

TOO_LONG = ("n" * 251, "\N{LATIN SMALL LETTER A WITH DIAERESIS}" * 126)
"""Names of students that no file can be called after."""

NAMED: dict[str, Build] = {name: proper for name in (*MARKUP, *FOR_ANOTHER, *TOO_LONG)} | {
    build.__name__.strip("_").replace("_", "-"): build
    for build in (
        _link_to_itself,
        _folder_linked_to_itself,
        _link_to_another_student,
        _link_to_the_solutions,
        _pipe_for_a_notebook,
        _socket_for_a_notebook,
        _sparse_notebook,
        _folder_for_a_notebook,
        _notebook_in_no_alphabet,
        _many_notebooks,
        _many_large_notebooks,
        _another_student_beside,
        _a_class_inside,
        _results_of_its_own,
    )
}
"""Folders that hold nothing that can be graded: each is named with its reason."""

CLOSED: dict[str, Build] = {
    build.__name__.strip("_").replace("_", "-"): build
    for build in (_unreadable_folder, _unreadable_notebook)
}
"""The same for whoever is not root."""
