"""Honest but unlucky: notebooks as they really come get exactly the points they deserve.

Each file of `unlucky/` says in its docstring what it `Costs` (the functions that earn nothing;
all others earn everything) and, where something goes wrong, words that the student must be
told.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox.terms import Limits

UNLUCKY = sorted(path.stem for path in (Path(__file__).parent / "unlucky").glob("*.py"))

ENDLESS = "still running after"
"""What is said of a line that does not end; it is not worth as long a wait as one that may."""


@pytest.fixture(scope="module")
def graded(corpus: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    courses = {
        seconds: corpus.prepare(corpus.ROOT, tmp_path_factory.mktemp("unlucky") / "course")
        for seconds in (0.5, 5.0)
    }
    for one in corpus.read_corpus("unlucky"):
        made = corpus.notebook(one.cells, corpus.solved())
        if one.name == "windows_line_ends":
            for cell in made["cells"]:
                cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
        corpus.hand_in(courses[0.5 if ENDLESS in one.about else 5.0], one.name, made, one.files)
    cards: dict[str, Any] = {}
    for seconds, course in courses.items():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Limits, "load_seconds", seconds)
            cards |= corpus.grade(course, "--timeout", "1", "--memory", "512")
    return cards


def test_there_are_enough_of_them() -> None:
    assert len(UNLUCKY) >= 40


@pytest.mark.parametrize("name", UNLUCKY)
def test_an_unlucky_submission_gets_what_it_deserves(
    graded: dict[str, Any], corpus: Any, name: str
) -> None:
    about = next(one.about for one in corpus.read_corpus("unlucky") if one.name == name)
    told = dict(re.findall(r"^(Costs|Says): (.*)$", about, re.MULTILINE))
    lost = set() if told["Costs"] == "nothing" else set(told["Costs"].split(", "))
    card = graded[name]
    earned = {q["name"]: (q["score"], q["max_score"]) for q in card["questions"]}
    deserved = {n: (0.0 if n in lost else full, full) for n, (_, full) in earned.items()}
    assert earned == deserved, card["notes"]
    assert card["status"] == "graded"
    said = card["notes"] + [q["feedback"] for q in card["questions"] if q["name"] in lost]
    assert told.get("Says", "") in json.dumps(said, ensure_ascii=False)
