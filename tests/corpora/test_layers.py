"""The corpus bites: with a layer of protection left out, some of its attacks succeed."""

from __future__ import annotations

import functools
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from autograder.course import Course
from autograder.errors import SandboxRefusedError
from autograder.grading import settings
from autograder.grading.engine import Grader
from autograder.grading.searching import find
from autograder.grading.settings import Settings
from autograder.model import Raised
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Cell, Limits

SECRET = "canary-3f1d-of-the-grader"
LIMITS = Limits(call_seconds=1.0, load_seconds=20.0, memory_mb=256)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    for path in tmp_path.parents:
        if path.stat().st_uid == os.getuid() and len(path.parts) > 2:
            path.chmod(path.stat().st_mode | 0o055)
    tmp_path.chmod(0o777)
    (tmp_path / "canary.txt").write_text(SECRET)
    (tmp_path / "private.txt").write_text(SECRET)
    (tmp_path / "private.txt").chmod(0o600)
    return tmp_path


def succeeds(server: ForkServer, corpus: Any, name: str, outside: Path, port: int = 1) -> bool:
    """Whether the attack `name` reports success when it is loaded and its `f` is called."""
    attack = next(a for a in corpus.read_corpus("attacks") if a.name == name)
    canaries = {"CANARY": f"{outside}/canary.txt", "PRIVATE": f"{outside}/private.txt"}
    names = {**canaries, "OUTSIDE": str(outside), "UDP": port}
    told = "\n".join(f"{key} = {value!r}" for key, value in names.items())
    prelude = corpus.PRELUDE.format(names=told)
    cells = [Cell(str(i), corpus.in_one(text)) for i, (_, text) in enumerate(attack.cells)]
    with server.open([Cell("prelude", prelude), *cells]) as session:
        errors = [error for run in session.cells for error in run.errors]
        errors += [r for r in session.call("f", [(1.0,)]) if isinstance(r, Raised)]
    return any("ATTACK SUCCEEDED" in error.message for error in errors)


BITES = [
    ("files", "read_canary"),
    ("files", "read_by_numpy"),
    ("files", "read_by_chdir"),
    ("syscalls", "udp"),
    ("syscalls", "netlink_and_raw"),
    ("syscalls", "make_dumpable"),
    ("syscalls", "signal_by_fcntl"),
    ("limits", "memory_one_gulp"),
]


@pytest.mark.parametrize(("layer", "name"), BITES)
def test_with_a_layer_left_out_an_attack_succeeds(
    corpus: Any, outside: Path, layer: str, name: str
) -> None:
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.bind(("127.0.0.1", 0))
    port = udp.getsockname()[1]
    without = frozenset({layer})
    with udp, ForkServer(LIMITS, ("numpy",), accept_risk=True, without=without) as server:
        assert succeeds(server, corpus, name, outside, port)
    with ForkServer(LIMITS, ("numpy",)) as server:
        assert not succeeds(server, corpus, name, outside)


@pytest.mark.skipif(os.getuid() != 0, reason="only root has another user to become")
def test_the_change_of_user_is_a_second_line_behind_the_file_rules(
    corpus: Any, outside: Path
) -> None:
    for left_out, expected in (({"files"}, False), ({"files", "user"}, True)):
        without = frozenset(left_out)
        with ForkServer(LIMITS, ("numpy",), accept_risk=True, without=without) as server:
            assert succeeds(server, corpus, "read_private", outside) is expected


def test_the_engine_refuses_without_a_layer_and_says_so_where_the_risk_is_taken(
    corpus: Any, new_course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = functools.partial(ForkServer, without=frozenset({"syscalls"}))
    monkeypatch.setattr(settings, "ForkServer", lacking)
    path = corpus.hand_in(new_course, "honest", corpus.notebook((), corpus.solved()))
    (submission,) = find([path], Course(new_course)).submissions
    with Grader(new_course, Settings(seed=1)) as grader, pytest.raises(SandboxRefusedError) as told:
        grader.grade(submission)
    assert "libseccomp2" in str(told.value)
    with Grader(new_course, Settings(seed=1, accept_risk=True)) as grader:
        card = grader.grade(submission)
    assert card.score == card.max_score
    assert "graded without the layer system calls" in card.notes


def test_what_the_forking_process_ever_held_would_be_found(
    corpus: Any, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = outside / "site-packages"
    library.mkdir()
    (library / "planted.py").write_text(f"expected = [{SECRET!r}]\n")
    monkeypatch.syspath_prepend(library)
    with ForkServer(LIMITS, ("numpy", "planted")) as server:
        assert succeeds(server, corpus, "gc_search", outside)
    with ForkServer(LIMITS, ("numpy",)) as server:
        assert not succeeds(server, corpus, "gc_search", outside)
