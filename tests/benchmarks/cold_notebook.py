"""One notebook, from the command to its score, nothing running yet: in turn, and the medians.

python -m tests.benchmarks.cold_notebook --times 5
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from tests.benchmarks import contenders
from tests.benchmarks.contenders import ROOT
from tests.benchmarks.mixed_class import make_class

CONTENDERS = {
    "stock nbgrader": contenders.stock_nbgrader,
    "nbgrader with the engine": contenders.nbgrader_with_engine,
    "autograder grade --no-gradebook": contenders.engine,
    "autograder grade --pages never": contenders.engine_with_scores,
    "autograder grade, gradebook and page": contenders.engine_with_gradebook,
}


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--times", type=int, default=5, help="runs of each")
    parser.add_argument("--assignment", default="gradient_descent_1d")
    given = parser.parse_args()
    hand_ins = list(make_class(ROOT, 1, seed=2, assignments=(given.assignment,)))
    seconds: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    for _ in range(given.times):
        for name, contender in CONTENDERS.items():
            with tempfile.TemporaryDirectory(prefix="autograder-cold-") as scratch:
                seconds[name].append(contender(Path(scratch), hand_ins).cost.seconds)
    stock = statistics.median(seconds["stock nbgrader"])
    for name, found in seconds.items():
        median = statistics.median(found)
        print(f"{name:38}{median:7.2f} s   {median / stock:5.2f} of stock nbgrader")


if __name__ == "__main__":
    main()
