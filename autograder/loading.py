"""Loading a Python file of a course by its path: the text that is there now, and no trace left."""

from __future__ import annotations

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType

from autograder.errors import CourseError


class _Afresh(SourceFileLoader):
    """Neither reads nor writes `__pycache__`.

    Python takes cached code for current by the second and the size of the file, and a number
    that was corrected twice within a second changes neither.
    """

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_data(self.path), self.path)


def load(path: Path) -> ModuleType:
    """The module in the file `path`, run anew at every call and not entered in `sys.modules`.

    Raises `CourseError` where the file is missing or does not run.
    """
    name = f"autograder_loaded_{path.stem}"
    spec = spec_from_loader(name, _Afresh(name, str(path)))
    if spec is None or spec.loader is None:
        raise CourseError(f"{path}: this cannot be loaded as Python")
    module = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        raise CourseError(f"{path}: this cannot be loaded ({said})") from error
    return module
