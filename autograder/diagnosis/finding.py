"""A finding: a code and a sentence about one function."""

from dataclasses import dataclass

from autograder.model import Code


@dataclass(frozen=True)
class Finding:
    """A mistake's code (None where only a hint can be given) and a sentence to act on.

    `special` names the special case that alone goes wrong; `mistakes` says how many declared
    mistakes together explain the answer, 0 where none do. `one_call` is the part of the sentence
    that tells what came back from one call, if any does.
    """

    code: Code | None
    sentence: str
    special: str = ""
    mistakes: int = 0
    one_call: str = ""


def of_one_call(code: Code | None, sentence: str) -> Finding:
    """A finding whose whole sentence tells what came back from one call."""
    return Finding(code, sentence, one_call=sentence)
