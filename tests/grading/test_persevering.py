"""What is tried again, how often, and what is not."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from autograder.errors import SandboxError, SandboxRefusedError
from autograder.grading.persevering import ATTEMPTS, persevere
from autograder.grading.program import SandboxSubject
from autograder.grading.sketching import Prepared, Sketcher
from autograder.model import Scorecard
from autograder.sandbox.terms import Limits
from tests.sandbox.talking import pid_of


class Failing:
    """Fails so many times, then gives a result."""

    def __init__(self, times: int, error: SandboxError) -> None:
        self.left = times
        self.error = error
        self.calls = 0

    def __call__(self) -> str:
        self.calls += 1
        if self.calls <= self.left:
            raise self.error
        return "done"


def test_two_deaths_are_survived_and_the_third_is_told() -> None:
    assert persevere(Failing(ATTEMPTS - 1, SandboxError("dead"))) == "done"
    with pytest.raises(SandboxError, match="dead"):
        persevere(Failing(ATTEMPTS, SandboxError("dead")))


def test_what_may_not_run_is_not_tried_again() -> None:
    refused = Failing(1, SandboxRefusedError("no layers"))
    with pytest.raises(SandboxRefusedError):
        persevere(refused)
    assert refused.calls == 1


def test_pictures_are_drawn_although_something_killed_the_process(
    course: Path, right_card: Scorecard, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = Prepared.drawn_by
    killed: list[int] = []

    def disturbed(one: Prepared, subject: SandboxSubject) -> object:
        if not killed:
            killed.append(pid_of(subject.session))
            os.kill(killed[0], signal.SIGKILL)
        return draw(one, subject)

    with Sketcher(course, Limits()) as undisturbed:
        expected = undisturbed.draw(right_card)
    monkeypatch.setattr(Prepared, "drawn_by", disturbed)
    with Sketcher(course, Limits()) as sketcher:
        drawn = sketcher.draw(right_card)
    assert killed
    assert [p.title for p in drawn] == [p.title for p in expected] != []
