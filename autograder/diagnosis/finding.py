"""A finding: a code and a sentence about one function."""

from dataclasses import dataclass

from autograder.model import Code


@dataclass(frozen=True)
class Finding:
    """A mistake's code (None where only a hint can be given) and a sentence to act on.

    `special` names the special case that alone goes wrong, `one_mistake` marks an answer that one
    declared mistake explains.
    """

    code: Code | None
    sentence: str
    special: str = ""
    one_mistake: bool = False
