"""Loading a course's Python file by its path: always its present text, never a cached one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import invalidate_caches
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import ModuleType

from autograder.deadline import in_time
from autograder.errors import CourseError, OutOfTimeError
from autograder.places import late, raised_at


def load(path: Path) -> ModuleType:
    """The module in the file `path`, run anew at every call and not entered in `sys.modules`.

    It may import modules that lie beside it; these are run anew as well. Raises `CourseError`
    where the file is missing, does not run or does not come to an end.
    """
    name = f"autograder_loaded_{path.stem}"
    module = ModuleType(name)
    module.__file__ = str(path)
    # From Python 3.15 on, a traceback through a module without a loader gives a warning.
    module.__spec__ = ModuleSpec(name, SourceFileLoader(name, str(path)))
    try:
        with beside(path.parent.resolve()), in_time():
            # Python would take cached code for current by the second and the size of the file, and
            # a number that was corrected twice within a second changes neither.
            code = compile(path.read_bytes(), path, "exec", dont_inherit=True)
            exec(code, vars(module))
    except OutOfTimeError as error:
        raise CourseError(f"{path}: {late(error)[1]}") from error
    except Exception as error:
        raise CourseError(f"{path}: this cannot be loaded: {raised_at(error)}") from error
    return module


@contextmanager
def beside(folder: Path) -> Iterator[None]:
    """Modules in `folder` can be imported, and are forgotten again.

    Last on the path, so that none of them takes the place of a library's.
    """
    known, written = set(sys.modules), sys.dont_write_bytecode
    sys.path.append(str(folder))
    sys.dont_write_bytecode = True
    invalidate_caches()
    try:
        yield
    finally:
        sys.dont_write_bytecode = written
        sys.path.remove(str(folder))
        for name in set(sys.modules) - known:
            file = getattr(sys.modules[name], "__file__", None)
            if file is not None and folder in Path(file).resolve().parents:
                del sys.modules[name]
