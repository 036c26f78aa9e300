"""What keeping a submission apart costs, beside a plain fork, in one run.

    python tests/benchmarks/bench_sandbox.py [--rounds 200] [--json FILE]

Three ways to run one cell and one call, taken in turns so that all see the same machine:

plain fork      os.fork of a process with the same libraries, the code, wait for its end
no layers       the sandbox's own fork, channel and codec, with every layer left out
all layers      as it grades
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Cell

LIBRARIES = ("numpy", "matplotlib.pyplot")
EVERYTHING = frozenset({"files", "syscalls", "user", "limits"})
SOURCE = "import numpy as np\ndef f(x):\n    return x * x - 4 * x + 5\n"


def plain_fork() -> None:
    """The same code in a fork of this process, answered over a pipe."""
    mine, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        namespace: dict[str, Callable[[float], float]] = {}
        exec(compile(SOURCE, "cell", "exec"), namespace)
        os.write(theirs, str(namespace["f"](1.0)).encode())
        os._exit(0)
    os.close(theirs)
    os.read(mine, 100)
    os.close(mine)
    os.waitpid(pid, 0)


def apart(server: ForkServer) -> None:
    with server.open([Cell("f", SOURCE)]) as session:
        session.call("f", [(1.0,)])


def median_ms(rounds: int) -> dict[str, float]:
    """Medians in milliseconds, by way."""
    for name in ("OPENBLAS", "OMP", "MKL"):
        os.environ[f"{name}_NUM_THREADS"] = "1"
    for library in LIBRARIES:
        __import__(library)
    gc.collect()
    gc.freeze()
    with (
        ForkServer(preload=LIBRARIES) as locked,
        ForkServer(preload=LIBRARIES, accept_risk=True, without=EVERYTHING) as bare,
    ):
        ways: dict[str, Callable[[], None]] = {
            "plain fork": plain_fork,
            "no layers": lambda: apart(bare),
            "all layers": lambda: apart(locked),
        }
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for round_ in range(rounds + 5):
            for name, way in ways.items():
                started = time.perf_counter()
                way()
                if round_ >= 5:
                    taken[name].append(1000 * (time.perf_counter() - started))
    return {name: statistics.median(values) for name, values in taken.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    found = median_ms(arguments.rounds)
    for name, value in found.items():
        print(f"{name:12} {value:7.2f} ms")
    print(f"{'the layers':12} {found['all layers'] - found['no layers']:7.2f} ms")
    print(f"{'over a fork':12} {found['all layers'] - found['plain fork']:7.2f} ms")
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
