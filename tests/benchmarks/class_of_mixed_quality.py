"""A class of mixed quality, graded side by side in one run.

    python -m tests.benchmarks.class_of_mixed_quality --size 120
    python -m tests.benchmarks.class_of_mixed_quality --size 360 --peers 36 --otter VENV/bin/python

Each contender grades the class in a course of its own, one after the other. nbgrader and otter get
the first `--peers` of the class, since a submission costs them the same however many there are.
Prints a table, writes JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.benchmarks import contenders
from tests.benchmarks.contenders import ROOT, SEED, Contender, Outcome, Scores
from tests.benchmarks.measure import environment
from tests.benchmarks.mixed_class import HandIn, make_class

HEAD = f"""\
| {"contender":37} | notebooks | seconds | per minute | CPU ms each | peak MB |
|{"-" * 39}|-----------|---------|------------|-------------|---------|"""


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", type=int, default=120, help="notebooks in the class")
    parser.add_argument("--peers", type=int, default=12, help="how many of them the peers get")
    parser.add_argument("--loopers", type=int, default=0, help="how many of them never stop")
    parser.add_argument("--seed", type=int, default=2, help="another class")
    parser.add_argument("--otter", type=Path, help="a Python that has otter-grader")
    parser.add_argument("--only", nargs="*", default=(), help="contenders, by name")
    parser.add_argument("--json", type=Path, default=Path("benchmark.json"))
    given = parser.parse_args()
    hand_ins = list(make_class(ROOT, given.size, seed=given.seed, loopers=given.loopers))
    few = hand_ins[: given.peers]
    entries: dict[str, tuple[Contender, Sequence[HandIn]]] = {
        "stock nbgrader": (contenders.stock_nbgrader, few),
        "stock nbgrader, with feedback": (contenders.stock_with_feedback, few),
        "nbgrader with the engine": (contenders.nbgrader_with_engine, few),
        "scores in the gradebook": (contenders.engine_with_scores, hand_ins),
        "gradebook and all pages": (contenders.engine_with_gradebook, hand_ins),
        "all pages, with feedback": (contenders.engine_with_feedback, hand_ins),
        "the engine alone": (contenders.engine, hand_ins),
        "the floor": (contenders.floor, hand_ins),
    }
    if given.otter:
        entries["otter run"] = (contenders.otter(given.otter), few)
    wanted = {
        name: entry for name, entry in entries.items() if not given.only or name in given.only
    }
    print(HEAD)
    results: dict[str, Any] = {}
    scores: dict[str, Scores] = {}
    phases: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="autograder-benchmark-") as scratch:
        for number, (name, (contender, part)) in enumerate(wanted.items()):
            folder = Path(scratch) / str(number)
            outcome = contender(folder, part)
            results[name] = _figures(outcome, len(part))
            scores[name] = outcome.scores
            print(_row(name, results[name]), flush=True)
            if name == "the engine alone":
                phases = _phases(folder)
    content: dict[str, Any] = {
        "class": {"size": given.size, "seed": given.seed, "loopers": given.loopers},
        "machine": {"cores": len(os.sched_getaffinity(0)), "python": platform.python_version()},
        "contenders": results,
        "ratios": _ratios(results),
        "milliseconds a submission, by phase": phases,
        "scores": _agreement(scores),
    }
    given.json.write_text(json.dumps(content, indent=1) + "\n")
    for section in ("ratios", "milliseconds a submission, by phase", "scores"):
        print(f"\n{section}")
        for key, value in content[section].items():
            print(f"  {key:55} {value if isinstance(value, str) else f'{value:.2f}'}")


def _figures(outcome: Outcome, size: int) -> dict[str, float]:
    cost = outcome.cost
    return {
        **asdict(cost),
        "size": size,
        "per_minute": 60 * size / cost.seconds,
        "cpu_seconds_each": cost.cpu_seconds / size,
    }


def _row(name: str, figures: dict[str, float]) -> str:
    return (
        f"| {name:37} | {figures['size']:9.0f} | {figures['seconds']:7.1f} "
        f"| {figures['per_minute']:10.1f} | {1000 * figures['cpu_seconds_each']:11.0f} "
        f"| {figures['peak_mb']:7.0f} |"
    )


def _ratios(results: dict[str, Any]) -> dict[str, float]:
    def ratio(one: str, other: str) -> float:
        return float(results[one]["per_minute"] / results[other]["per_minute"])

    pairs = {
        ("scores in the gradebook", "stock nbgrader"),
        ("gradebook and all pages", "stock nbgrader"),
        ("all pages, with feedback", "stock nbgrader, with feedback"),
        ("scores in the gradebook", "the engine alone"),
        ("the engine alone", "stock nbgrader"),
        ("nbgrader with the engine", "stock nbgrader"),
        ("the engine alone", "otter run"),
        ("the floor", "the engine alone"),
    }
    present = sorted(pair for pair in pairs if set(pair) <= results.keys())
    return {f"{one} / {other}": ratio(one, other) for one, other in present}


def _phases(course: Path) -> dict[str, float]:
    words = [sys.executable, "-m", "tests.benchmarks.phases", str(course), str(SEED)]
    done = subprocess.run(
        words, cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _agreement(scores: dict[str, Scores]) -> dict[str, str]:
    """How many of the submissions that both have scored get the same from both."""
    ours = scores.get("the engine alone", {})
    told = {}
    for name, theirs in scores.items():
        both = ours.keys() & theirs.keys()
        if name != "the engine alone" and both:
            same = [key for key in both if abs(ours[key] - theirs[key]) < 1e-6]
            apart = sorted(both - set(same))
            shown = ", ".join(
                f"{student} {assignment}: {theirs[student, assignment]:g}, ours "
                f"{ours[student, assignment]:g}"
                for student, assignment in apart
            )
            told[name] = f"{len(same)} of {len(both)} the same" + (f"; {shown}" if shown else "")
    return told


if __name__ == "__main__":
    main()
