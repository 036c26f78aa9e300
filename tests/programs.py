"""Programs that are started often, each time in a process of its own.

nbgrader takes three seconds to start. Here a process that has imported it forks one for each call.
"""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Mapping
from multiprocessing import get_context
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

_PREPARED = get_context("forkserver")
_PREPARED.set_forkserver_preload(["autograder.gradebook", "autograder.nbgrader_plugin", "sympy"])


def python_m(
    *words: str, cwd: Path, env: Mapping[str, str] = os.environ, check: bool = True
) -> CompletedProcess[str]:
    """What `python -m` with these words does in the folder `cwd`."""
    with TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = _PREPARED.Process(target=_become, args=(words, cwd, dict(env), out, err))
        process.start()
        process.join()
        assert process.exitcode is not None
        done = CompletedProcess(words, process.exitcode, out.read_text(), err.read_text())
    assert not check or done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done


def _become(words: list[str], cwd: Path, env: dict[str, str], *outputs: Path) -> None:
    for number, path in enumerate(outputs, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.path.insert(0, str(cwd))
    sys.argv = list(words)
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
