"""What the page of a class and everybody's feedback take at most, by the size of the class.

    python -m tests.benchmarks.report_memory 100 1800 6000 10000

`autograder report` and `autograder feedback --no-figures` over kept results of so many submissions
(six for each student), without a gradebook: to draw figures takes as much for each size. Prints the
highest memory of each command in MB.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from autograder.grading.memory import NEVER, results_folder
from tests.benchmarks.contenders import ROOT
from tests.benchmarks.measure import environment, run
from tests.reports.conftest import QUESTIONS, a_class

COMMANDS = (("report",), ("feedback", "--no-figures"))


def keep(root: Path, size: int) -> None:
    """Keep results of `size` submissions in the course at `root`, as grading does."""
    (root / "source").symlink_to(ROOT / "source")
    for card in a_class(-(-size // len(QUESTIONS)))[:size]:
        place = Path(card.student, card.assignment, f"{card.assignment}.ipynb")
        there = root / "submitted" / place
        there.parent.mkdir(parents=True)
        there.touch()
        path = results_folder(root) / card.assignment / f"{card.student}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = {"key": NEVER, "lies_at": str(place), "scorecard": card}
        path.write_text(json.dumps(kept, default=vars))


def main(sizes: list[int]) -> None:
    """Measure and print."""
    print("submissions" + "".join(f"{words[0]:>12}" for words in COMMANDS))
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="autograder-reports-") as scratch:
            root = Path(scratch)
            keep(root, size)
            call = [sys.executable, "-m", "autograder"]
            costs = [run([*call, *words], root, environment()) for words in COMMANDS]
        print(f"{size:>11}" + "".join(f"{cost.peak_mb:12.0f}" for cost in costs), flush=True)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [100, 1800, 6000])
