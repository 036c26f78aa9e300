"""No submission can touch its own grade, anybody else's, or anything outside.

Every attack in `attacks/` is handed in, beside two honest submissions, and all are graded in
one run of the real command. An attack that reaches something says so by raising
`ATTACK SUCCEEDED`, which the scorecard then shows; points, files, sockets, processes and the
honest submissions' results are looked at from outside.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.assignments import assignment
from autograder.checking.answers import PUBLIC_SEED
from tests.corpora.listeners import Listeners
from tests.hand_ins import keep_answers

ATTACKS = sorted(path.stem for path in (Path(__file__).parent / "attacks").glob("*.py"))
SUCCESS = re.compile("ATTACK[ _]SUCCEEDED")
STEERING = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069]"
)
"""What would act on a terminal, or on the direction of a line."""
COMMANDING = re.compile("(?:^|\\s)::\\w|##\\[", re.MULTILINE)
"""What a line of a job's output must not begin with, wherever it is broken, or hold."""
SECRET = "canary-3f1d-of-the-grader"
HONEST = ("a-honest", "honest", "z-honest")


@dataclass(frozen=True)
class Outcome:
    """What one run over the whole corpus left."""

    cards: dict[str, Any]
    reached: list[str]
    changed: list[str]
    leftovers: list[str]
    processes: list[str]
    unseen: frozenset[str]


def files_below(*folders: Path) -> dict[str, str]:
    """A digest of every file, with its mode and size."""
    found = {}
    for path in (p for folder in folders for p in folder.rglob("*")):
        status = path.lstat()
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[str(path)] = f"{status.st_mode:o} {digest}"
    return found


def unseen_numbers(seed: int) -> frozenset[str]:
    """The decimals of the unseen cases' arguments; no short ones, which stand in other numbers."""
    declared = assignment("gradient_descent_1d")

    def decimals(seed: int) -> set[str]:
        cases = (case for q in declared.questions for case in declared.cases(q, seed))
        numbers = (x for case in cases for x in case.args if isinstance(x, float))
        return {repr(x).partition(".")[2] for x in numbers}

    return frozenset(x for x in decimals(seed) - decimals(PUBLIC_SEED) if len(x) > 3)


def abandoned() -> list[str]:
    """Forking processes and their forks whose grader is gone: no Python process started them."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "cmdline").read_bytes()
            status = (entry / "stat").read_text()
            parent = int(status.rpartition(")")[2].split()[1])
            grader = b"python" in Path(f"/proc/{parent}/cmdline").read_bytes()
        except OSError:
            continue  # it has ended meanwhile
        if b"autograder.sandbox.server" in line and not grader:
            found.append(f"{entry.name} {line[:60]!r}")
    return found


def run_corpus(corpus: Any, course: Path, outside: Path, *, user: bool) -> Outcome:
    keep_answers(course, corpus.SEED)
    canary = outside / "canary.txt"
    canary.write_text(SECRET)
    canary.chmod(0o644)
    (course / "seed").write_text(SECRET)
    private = outside / "private.txt"
    private.write_text(SECRET)
    private.chmod(0o600)
    listeners = Listeners(outside)
    names = {
        "COURSE": str(course),
        "PACKAGE": str(corpus.ROOT),
        "OUTSIDE": str(outside),
        "CANARY": str(canary),
        "PRIVATE": str(private),
        **listeners.names,
    }
    prelude = corpus.PRELUDE.format(names="\n".join(f"{k} = {v!r}" for k, v in names.items()))
    for attack in corpus.read_corpus("attacks"):
        cells = tuple((name, corpus.in_one(text)) for name, text in attack.cells)
        corpus.hand_in(course, f"attack-{attack.name}", corpus.notebook(cells, {}, prelude))
    for honest in HONEST:
        corpus.hand_in(course, honest, corpus.notebook((), corpus.solved()))
    for path in course.parents:  # pytest's own folders are closed to other users
        if path.stat().st_uid == os.getuid() and len(path.parts) > 2:
            path.chmod(path.stat().st_mode | 0o055)
    own = (course / "source", course / "solutions", course / "release", course / "submitted")
    if user:
        for path in (course.parent, course, *course.rglob("*"), outside, *outside.iterdir()):
            os.chown(path, 64_999, 64_999)
    before = files_below(*own, outside)
    temporary = course.parent / "tmp"
    temporary.mkdir(mode=0o777)
    temporary.chmod(0o777)
    os.environ["CANARY"] = SECRET
    os.environ["TMPDIR"] = str(temporary)
    try:
        limits = ("--timeout", "0.4", "--memory", "512")
        cards = corpus.grade(course, *limits, apart=True, user=user)
    finally:
        del os.environ["CANARY"], os.environ["TMPDIR"]
    after = files_below(*own, outside)
    changed = [path for path in before | after if before.get(path) != after.get(path)]
    left = [n for n in os.listdir(temporary) if not n.startswith("ordinary-")]
    left += [n for n in os.listdir("/tmp") if n == "attack-was-here"]
    reached = listeners.reached()
    listeners.close()
    return Outcome(cards, reached, changed, left, abandoned(), unseen_numbers(corpus.SEED))


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(False, id="as-we-are"),
        pytest.param(True, id="as-an-ordinary-user", marks=pytest.mark.slow),
    ],
)
def outcome(
    request: pytest.FixtureRequest, corpus: Any, tmp_path_factory: pytest.TempPathFactory
) -> Outcome:
    if request.param and os.getuid() != 0:
        pytest.skip("the tests run as an ordinary user already")
    folder = tmp_path_factory.mktemp("attacked")
    outside = folder / "outside"
    outside.mkdir(mode=0o777)
    outside.chmod(0o777)
    course = corpus.prepare(corpus.ROOT, folder / "course")
    return run_corpus(corpus, course, outside, user=request.param)


def test_there_are_enough_attacks_and_each_says_what_success_would_mean(corpus: Any) -> None:
    attacks = corpus.read_corpus("attacks")
    assert len(attacks) >= 60
    assert [attack.name for attack in attacks if not attack.about.startswith("Success: ")] == []


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_earns_nothing_and_reaches_nothing(outcome: Outcome, name: str) -> None:
    card = outcome.cards[f"attack-{name}"]
    text = json.dumps(card)
    assert not SUCCESS.search(text)
    assert SECRET not in text
    assert [number for number in outcome.unseen if number in text] == []
    assert not STEERING.search("".join(_texts(card)))
    assert not any(map(COMMANDING.search, _texts(card)))
    assert card["score"] == 0.0
    assert card["status"] == "graded"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def test_honest_submissions_beside_them_keep_every_point(outcome: Outcome) -> None:
    for name in HONEST:
        assert outcome.cards[name]["score"] == outcome.cards[name]["max_score"] > 0
        assert outcome.cards[name]["notes"] == []


def test_nobody_is_missing_and_nobody_was_invented(outcome: Outcome) -> None:
    assert set(outcome.cards) == {f"attack-{name}" for name in ATTACKS} | set(HONEST)


def test_no_socket_was_reached(outcome: Outcome) -> None:
    assert outcome.reached == []


def test_nothing_outside_was_written(outcome: Outcome) -> None:
    assert outcome.changed == []
    assert outcome.leftovers == []


def test_no_process_outlives_the_run(outcome: Outcome) -> None:
    assert outcome.processes == []
