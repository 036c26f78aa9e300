"""Reading and writing the notebooks of the folder `autograded/`, file by file."""

import json
import re
import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, v4
from nbgrader.utils import find_all_files

from autograder.errors import UnreadableNotebookError
from autograder.files import read_regular, remove_tree, write_whole
from autograder.gradebook.settings import CourseSettings
from autograder.gradebook.timestamps import TIMESTAMP
from autograder.grading.folders import MOST_BYTES, beside, is_in_the_way
from autograder.notebook.content import parsed

_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
"""Half a surrogate pair: JSON may name it, and no text has it."""

_WITH_IDS = 5
"""The minor version since which cells have ids."""
_ID = re.compile("[a-zA-Z0-9_-]{1,64}")
"""With any other id, or in an older version with one at all, nbgrader makes no feedback."""


def read_notebook(data: bytes) -> NotebookNode:
    """A submission as nbformat has it. Raises `UnreadableNotebookError` where it has none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # missing and doubled cell ids, which nbformat repairs
        try:
            notebook: NotebookNode = nbformat.reads(data.decode("utf-8-sig"), as_version=4)
        except Exception as error:  # nbformat raises whatever the file leads to
            raise UnreadableNotebookError(
                f"nbformat does not read the notebook ({type(error).__name__}: {error})"
            ) from error
    return notebook


def read_submitted(data: bytes) -> NotebookNode:
    """A student's file as nbformat has it, of nothing but the fields that a page is made from.

    What is of the wrong kind is left out, as it is when the cells run; half a surrogate pair is
    replaced. Raises as `read_notebook`.
    """
    content = parsed(data)
    cells, minor, metadata = (content.get(k) for k in ("cells", "nbformat_minor", "metadata"))
    with_ids = type(minor) is not int or minor not in range(_WITH_IDS)  # true is no version
    made = {
        "nbformat": 4,
        "nbformat_minor": _WITH_IDS if with_ids else minor,
        "metadata": metadata if isinstance(metadata, dict) else {},
        "cells": [
            _cell(cell, with_ids=with_ids)
            for cell in (cells if isinstance(cells, list) else ())
            if isinstance(cell, dict) and cell.get("cell_type") in ("code", "markdown", "raw")
        ],
    }
    return read_notebook(as_json(made).encode())


def as_json(notebook: Mapping[str, Any]) -> str:
    """The notebook as text that a file can hold."""
    return _HALF_A_PAIR.sub("\N{REPLACEMENT CHARACTER}", json.dumps(notebook, ensure_ascii=False))


def _cell(cell: Mapping[str, Any], *, with_ids: bool) -> dict[str, Any]:
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    made = {
        "cell_type": cell["cell_type"],
        "metadata": cell["metadata"] if isinstance(cell.get("metadata"), dict) else {},
        "source": source if isinstance(source, str) else "",
    }
    identity = cell.get("id")
    if with_ids and isinstance(identity, str) and _ID.fullmatch(identity):
        made["id"] = identity
    if made["cell_type"] == "code":
        return {**made, "outputs": [], "execution_count": None}
    if isinstance(held := cell.get("attachments"), dict):
        made["attachments"] = {name: one for name, one in held.items() if isinstance(one, dict)}
    return made


def read_page(path: Path) -> NotebookNode | None:
    """A page that was written here, not checked; None where none can be read."""
    try:
        page: NotebookNode = v4.reads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None
    return page


def page_path(settings: CourseSettings, student: str, assignment: str, name: str) -> Path:
    """Where the autograded notebook of that name of a submission is."""
    step = settings.directory.autograded_directory
    return settings.folder(step, student, assignment) / f"{name}.ipynb"


def write_pages(
    settings: CourseSettings,
    student: str,
    assignment: str,
    pages: Mapping[str, NotebookNode],
    handed_in: Path | None,
) -> None:
    """Bring the submission's folder in `autograded/` to what `pages` and the hand-in are.

    `handed_in` is the hand-in's folder; None where it has none.

    File by file, each at once; the time-stamp last, by which formgrader knows a page that is
    out of date. What is right already is not touched.
    """
    directory = settings.directory
    page = settings.folder(directory.autograded_directory, student, assignment)
    given = settings.folder(directory.source_directory, ".", assignment)
    # `nbformat.writes` would validate them at length, and write them in any case.
    texts = {name: v4.writes(notebook) + "\n" for name, notebook in pages.items()}
    files = {Path(f"{name}.ipynb"): text.encode() for name, text in texts.items()}
    files |= dict(_given_files(given, directory.ignore))
    if handed_in is not None:
        theirs = dict(_students_files(handed_in, directory.ignore))
        files = {n: theirs[n] for n in theirs if not is_in_the_way(n, files)} | files
    mode = 0o664 if directory.groupshared else 0o444
    for path in sorted(page.rglob("*")):  # first: a folder may have a file's place now
        if path.is_file() and path.relative_to(page) not in files:
            path.unlink()
    for name in sorted(files, key=lambda name: name == Path(TIMESTAMP)):
        _write(page / name, files[name], mode)


def is_ignored(path: Path, patterns: Collection[str]) -> bool:
    """Whether nbgrader leaves out a file, or a folder that it lies in."""
    return any(fnmatch(part, pattern) for part in path.parts for pattern in patterns)


def _students_files(root: Path, ignored: Sequence[str]) -> Iterable[tuple[Path, bytes]]:
    """What lies beside a notebook, within limits."""
    for path in beside(root).files:
        if not is_ignored(path, [*ignored, "*.ipynb"]):  # nbgrader takes each for a notebook
            with suppress(OSError):  # removed since, or too large
                yield path, read_regular(root / path, MOST_BYTES)


def _given_files(root: Path, ignored: Sequence[str]) -> Iterable[tuple[Path, bytes]]:
    """What the instructor gives with a notebook."""
    for found in find_all_files(str(root), [*ignored, "*.ipynb"]):
        path = Path(found)
        if path.is_file() and path.resolve().is_relative_to(root.resolve()):
            yield path.relative_to(root), path.read_bytes()


def _write(path: Path, data: bytes, mode: int) -> None:
    if path.is_file() and path.read_bytes() == data:
        return
    if path.is_dir():
        remove_tree(path)
    write_whole(path, [data], mode)
