"""A flaw: one thing in an assignment that does not fit."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Told: TypeAlias = tuple[str, bool]
"""What is said of a question, and whether it is advice alone."""


@dataclass(frozen=True)
class Flaw:
    """Where it is (a file, and a question if it is one's), what it is and what to do.

    One that only `advises` cannot harm a grade.
    """

    path: Path
    question: str
    said: str
    advises: bool = False

    def __str__(self) -> str:
        where = f"{self.path}: {self.question}" if self.question else str(self.path)
        return f"{where}: {'(advice) ' if self.advises else ''}{self.said}"
