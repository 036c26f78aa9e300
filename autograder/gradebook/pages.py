"""The folder `autograded/`: what formgrader shows and what feedback is made from."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    DeduplicateIds,
    Execute,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)
from nbgrader.utils import find_all_files
from traitlets.utils.importstring import import_item

from autograder.errors import UnreadableNotebook
from autograder.gradebook.restoring import Released, RestoreCells, restore
from autograder.gradebook.settings import CourseSettings

TIMESTAMP = "timestamp.txt"

Outputs = Mapping[int, Sequence[Mapping[str, Any]]]
"""What cells put out: nbformat-4 output dicts, by the cell's position in the notebook."""


class EngineStep:
    """Marks the preprocessors by which `nbgrader autograde` calls this engine."""


_REPLACED = (Execute, SaveAutoGrades, AssignLatePenalties, EngineStep)
"""Steps of `nbgrader autograde` that are not run again over a result that is there already."""

_RESTORED = (RestoreCells, DeduplicateIds, OverwriteCells, OverwriteKernelspec, CheckCellMetadata)
"""Steps whose work `restore` does, without opening the database for each submission."""


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


def sanitized(
    settings: CourseSettings, notebook: NotebookNode, released: Released, resources: dict[str, Any]
) -> NotebookNode:
    """`notebook` with the cells of the release restored, and nbgrader's other configured steps."""
    steps = _steps(_autograde(settings).sanitize_preprocessors)
    restore(notebook, released)
    return _run(settings, [s for s in steps if not issubclass(s, _RESTORED)], notebook, resources)


def finished(
    settings: CourseSettings, notebook: NotebookNode, resources: dict[str, Any]
) -> NotebookNode:
    """`notebook` with outputs limited and checked, by nbgrader's configured steps."""
    steps = _steps(_autograde(settings).autograde_preprocessors)
    return _run(settings, [s for s in steps if not issubclass(s, _REPLACED)], notebook, resources)


def write_page(
    settings: CourseSettings, student: str, assignment: str, notebook: NotebookNode
) -> None:
    """Bring the submission's folder in `autograded/` to what `notebook` and the hand-in are.

    File by file, each at once; the time-stamp last, by which formgrader knows a page that is
    out of date.
    """
    directory = settings.directory
    page = settings.folder(directory.autograded_directory, student, assignment)
    given = settings.folder(directory.source_directory, ".", assignment)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a submission's own oddities, kept as they are
        text = nbformat.writes(notebook) + "\n"
    files = {Path(f"{assignment}.ipynb"): text.encode()}
    for origin in (settings.handed_in(student, assignment), given):
        files |= dict(_other_files(origin, directory.ignore))
    mode = 0o664 if directory.groupshared else 0o444
    for name in sorted(files, key=lambda name: name == Path(TIMESTAMP)):
        _write(page / name, files[name], mode)
    for path in sorted(page.rglob("*")):
        if path.is_file() and path.relative_to(page) not in files:
            path.unlink()


def _other_files(root: Path, ignored: Sequence[str]) -> Iterable[tuple[Path, bytes]]:
    """Everything but notebooks. Links are left out: they may lead anywhere."""
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


def _autograde(settings: CourseSettings) -> Autograde:
    return Autograde(coursedir=settings.directory, config=settings.config)


def _steps(configured: Iterable[type[Preprocessor] | str]) -> list[type[Preprocessor]]:
    return [import_item(step) if isinstance(step, str) else step for step in configured]


def _run(
    settings: CourseSettings,
    steps: Iterable[type[Preprocessor]],
    notebook: NotebookNode,
    resources: dict[str, Any],
) -> NotebookNode:
    for step in steps:
        notebook, resources = step(config=settings.config)(notebook, resources)
    return notebook
