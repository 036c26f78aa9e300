"""The sentences of all declared mistakes; `python -m tests.diagnosis.hints` writes their file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from autograder.assignments import NAMES, assignment

HINTS = Path(__file__).with_name("hints.txt")


def hints() -> Iterator[str]:
    """A line for each mistake with a sentence of its own, in the declared order."""
    for name in NAMES:
        for question in assignment(name).questions:
            for mistake in question.mistakes:
                if mistake.hint:
                    yield f"{name}.{question.name} [{mistake.code or '-'}] {mistake.hint}"


if __name__ == "__main__":
    HINTS.write_text("\n".join(hints()) + "\n", encoding="utf-8")
