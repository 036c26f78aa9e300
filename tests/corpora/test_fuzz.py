"""Mutated notebooks: cut off, bits flipped, wrong types anywhere. Readable or not, never worse.

By default a sample; the whole, 5000 files through the reader and 500 through the real command,
with AUTOGRADER_FUZZ=5000 in the environment.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.errors import UnreadableNotebookError
from autograder.notebook.assembling import assemble
from autograder.notebook.instructors import read_source
from autograder.notebook.submission import read_submission

FILES = int(os.environ.get("AUTOGRADER_FUZZ", "150"))
GRADED = max(12, FILES // 10)
ODD: list[Any] = [
    *(None, True, False, 0, -1, 4, 3, 99, 10**30, 1.5, float("nan"), float("inf")),
    *("", "code", "\x00", "\ud800", "a" * 10_000, "check-f", "f", "../../etc/passwd"),
    *([], [[]], [None], ["a", 1], {}, {"a": {}}, {"nbgrader": []}, [[[[[[[]]]]]]]),
    *({"grade": True, "points": 100, "grade_id": "check-f"}, {"cell_type": "code"}),
]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to every value inside `value`."""
    found = [path] if path else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += places(inner, (*path, index))
    return found


def replaced(notebook: Any, chance: random.Random) -> bytes:
    """Wrong types in a few places, values deleted or doubled in others."""
    made = json.loads(json.dumps(notebook))
    for _ in range(chance.randint(1, 4)):
        path = chance.choice(places(made))
        holder = made
        for step in path[:-1]:
            holder = holder[step]
        what = chance.random()
        if what < 0.7:
            holder[path[-1]] = chance.choice(ODD)
        elif what < 0.85:
            del holder[path[-1]]
        elif isinstance(holder, list):
            holder.insert(path[-1], holder[path[-1]])
        else:
            holder[str(path[-1]) + "x"] = holder[path[-1]]
        if not places(made):
            break
    return json.dumps(made).encode("utf-8", "surrogatepass")


def cut(notebook: Any, chance: random.Random) -> bytes:
    text = json.dumps(notebook).encode()
    return text[: chance.randrange(len(text))]


def flipped(notebook: Any, chance: random.Random) -> bytes:
    text = bytearray(json.dumps(notebook).encode())
    for _ in range(chance.choice([1, 1, 3, 30])):
        text[chance.randrange(len(text))] ^= 1 << chance.randrange(8)
    return bytes(text)


def spliced(notebook: Any, chance: random.Random) -> bytes:
    text = json.dumps(notebook).encode()
    a, b = sorted(chance.sample(range(len(text)), 2))
    return chance.choice([text[:a] + text[b:], text[:b] + text[a:], text + text[a:b]])


def deepened(notebook: Any, chance: random.Random) -> bytes:
    text = json.dumps(notebook).encode()
    depth = chance.choice([10, 1000, 200_000])
    a = chance.randrange(len(text))
    return text[:a] + chance.choice([b"[", b'{"a":']) * depth + text[a:]


MUTATIONS: list[Callable[[Any, random.Random], bytes]] = [
    *(replaced, replaced, replaced, cut, flipped, flipped, spliced, deepened)
]


def mutated(corpus: Any, number: int) -> bytes:
    """The mutated file of this number: always the same."""
    chance = random.Random(number)
    return chance.choice(MUTATIONS)(corpus.released(), chance)


def test_a_mutated_file_is_read_or_refused_in_words(corpus: Any, tmp_path: Path) -> None:
    source = read_source(corpus.ROOT / "source" / corpus.ASSIGNMENT / f"{corpus.ASSIGNMENT}.ipynb")
    path = tmp_path / "mutated.ipynb"
    refused, told = 0, []
    for number in range(FILES):
        path.write_bytes(mutated(corpus, number))
        try:
            notebook = read_submission(path)
        except UnreadableNotebookError as error:
            refused += 10 < len(str(error)) < 500
            told.append(str(error))
            continue
        for cell in assemble(source, notebook).cells:
            assert isinstance(cell.source, str), number
    assert refused == len(told)
    assert 0.2 * FILES < refused < 0.9 * FILES


def test_mutated_files_earn_nothing_and_hold_nobody_up(corpus: Any, new_course: Path) -> None:
    for number in range(GRADED):
        corpus.hand_in(new_course, f"fuzz-{number}", mutated(corpus, number))
    corpus.hand_in(new_course, "honest", corpus.notebook((), corpus.solved()))
    cards = corpus.grade(new_course, "--timeout", "1")
    assert len(cards) == GRADED + 1
    honest = cards.pop("honest")
    assert honest["score"] == honest["max_score"]
    for student, card in cards.items():
        assert card["score"] == 0.0, student
        assert card["status"] == "graded" or card["notes"], student
