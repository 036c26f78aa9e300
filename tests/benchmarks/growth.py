"""Whether cost and memory stay the same for a larger class, and what grading it again costs.

    python -m tests.benchmarks.growth 100 10000
    python -m tests.benchmarks.growth 100 10000 --loopers 1
    python -m tests.benchmarks.growth 100 10000 --gradebook

For each size a class is graded into a course of its own, then again with nothing changed.
`--loopers` is how many in a hundred never end; with `--gradebook` the scores are entered in
nbgrader's database too. Prints a table, writes JSON.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import contenders
from tests.benchmarks.contenders import ROOT
from tests.benchmarks.mixed_class import make_class

COLUMNS = ("notebooks", "seconds", "CPU ms each", "peak MB", "again: ms each", "again: peak MB")


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("sizes", type=int, nargs="+", help="notebooks in each class")
    parser.add_argument("--loopers", type=int, default=0, help="how many in a hundred never end")
    parser.add_argument("--gradebook", action="store_true", help="enter the scores too")
    parser.add_argument("--seed", type=int, default=2, help="another class")
    parser.add_argument("--json", type=Path, default=Path("growth.json"))
    given = parser.parse_args()
    print("".join(f"{column:>16}" for column in COLUMNS))
    words = ["--pages", "never"] if given.gradebook else ["--no-gradebook"]
    rows = [_row(size, size * given.loopers // 100, given.seed, words) for size in given.sizes]
    given.json.write_text(json.dumps(rows, indent=1) + "\n")


def _row(size: int, loopers: int, seed: int, words: Sequence[str]) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="autograder-growth-") as scratch:
        hand_ins = list(make_class(ROOT, size, seed=seed, loopers=loopers))
        first = contenders.grade_all(Path(scratch) / "course", hand_ins, *words).cost
        again = contenders.grade(Path(scratch) / "course", *words).cost
    figures = (
        size,
        first.seconds,
        1000 * first.cpu_seconds / size,
        first.peak_mb,
        1000 * again.seconds / size,
        again.peak_mb,
    )
    print("".join(f"{figure:16.1f}" for figure in figures), flush=True)
    return dict(zip(COLUMNS, figures, strict=True))


if __name__ == "__main__":
    main()
