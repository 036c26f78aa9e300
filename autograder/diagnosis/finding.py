"""What was found at one function."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.model import Code


@dataclass(frozen=True)
class Finding:
    """A mistake's code (None where only a hint can be given) and a sentence to act on.

    `visible_only` marks an answer that is right on printed numbers and nowhere else, for no reason
    that is known: it has shown nothing, and the printed numbers earn it nothing either.
    `special` marks what goes wrong in a special case alone.
    """

    code: Code | None
    sentence: str
    visible_only: bool = False
    special: bool = False
