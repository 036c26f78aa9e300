"""The folder `autograded/`, file by file."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import find_all_files

from autograder.errors import UnreadableNotebook
from autograder.gradebook.settings import CourseSettings

TIMESTAMP = "timestamp.txt"


def read_notebook(data: bytes) -> NotebookNode:
    """A submission as nbformat has it. Raises `UnreadableNotebook` where it has none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # missing and doubled cell ids, which nbformat mends
        try:
            notebook: NotebookNode = nbformat.reads(data.decode("utf-8-sig"), as_version=4)
        except Exception as error:  # nbformat raises whatever the file leads to
            raise UnreadableNotebook(
                f"nbformat does not read the notebook ({type(error).__name__}: {error})"
            ) from error
    return notebook


def page_path(settings: CourseSettings, student: str, assignment: str, name: str) -> Path:
    """Where the autograded notebook of that name of a submission is."""
    step = settings.directory.autograded_directory
    return settings.folder(step, student, assignment) / f"{name}.ipynb"


def write_pages(
    settings: CourseSettings, student: str, assignment: str, pages: Mapping[str, NotebookNode]
) -> None:
    """Bring the submission's folder in `autograded/` to what `pages` and the hand-in are.

    File by file, each at once; the time-stamp last, by which formgrader knows a page that is
    out of date. What is right already is not touched.
    """
    directory = settings.directory
    page = settings.folder(directory.autograded_directory, student, assignment)
    given = settings.folder(directory.source_directory, ".", assignment)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a submission's own oddities, kept as they are
        texts = {name: nbformat.writes(notebook) + "\n" for name, notebook in pages.items()}
    files = {Path(f"{name}.ipynb"): text.encode() for name, text in texts.items()}
    for origin in (settings.handed_in(student, assignment), given):
        files |= dict(_other_files(origin, directory.ignore))
    mode = 0o664 if directory.groupshared else 0o444
    for name in sorted(files, key=lambda name: name == Path(TIMESTAMP)):
        _write(page / name, files[name], mode)
    for path in sorted(page.rglob("*")):
        if path.is_file() and path.relative_to(page) not in files:
            path.unlink()


def _other_files(root: Path, ignored: Sequence[str]) -> Iterable[tuple[Path, bytes]]:
    """Everything but notebooks. Links that lead out are left out: they may lead anywhere."""
    for found in find_all_files(str(root), [*ignored, "*.ipynb"]):
        path = Path(found)
        if path.is_file() and path.resolve().is_relative_to(root.resolve()):
            yield path.relative_to(root), path.read_bytes()


def _write(path: Path, data: bytes, mode: int) -> None:
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(data)
    draft.chmod(mode)
    if path.is_dir():
        shutil.rmtree(path)
    draft.replace(path)
