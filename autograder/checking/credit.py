"""How points add up (`points.py` counts and rounds them).

A question's points are split over its parts in the proportions of `Shares`. The parts that it has
share all of them. `autograder/README.md`, "Points", says which parts need more than their own
checks, and why.

A mistake costs each part in which it shows, completely. Where a course grants method marks for a
question, one known mistake leaves that share of the unseen cases' part.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.assignments.declaration import Shares
from autograder.model import Outcome, Part
from autograder.points import DECIMALS, shared_out, total

TITLES = {
    "contract": "form: right shape, arguments unchanged, the same answer twice",
    "documented": "the printed numbers",
    "general": "numbers it has not seen before",
    "edge": "special cases",
}
METHOD = "numbers it has not seen before: what the method earns with one known mistake"


@dataclass(frozen=True)
class Standing:
    """Which parts of a question hold: True, False, or None where the question has no such part."""

    contract: bool
    documented: bool | None
    general: bool
    edge: bool | None

    @property
    def values_right(self) -> bool:
        """Whether nothing but the contract can be broken."""
        return False not in (self.documented, self.general, self.edge)

    @property
    def unseen_wrong(self) -> bool:
        """Whether a value is wrong that the handout does not print."""
        return False in (self.general, self.edge)

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        return self.values_right and self.contract

    def with_values_right(self) -> "Standing":
        """The same with every value taken for right."""
        documented, edge = (None if p is None else True for p in (self.documented, self.edge))
        return Standing(self.contract, documented, True, edge)


@dataclass(frozen=True)
class Credit:
    """What a question earns: its parts, their sum, and what that is called.

    A question worth nothing is right, partly right or wrong like any other.
    """

    parts: tuple[Part, ...]
    score: float
    outcome: Outcome


def credit(standing: Standing, shares: Shares, points: float, method_marks: float = 0.0) -> Credit:
    """The parts of `points`, each earned whole or not at all; but `method_marks` is the share that
    is granted of the unseen cases' part."""
    held: Mapping[str, bool | None] = vars(standing)
    asked = {n: getattr(shares, n) for n, value in held.items() if value is not None}
    needs = {"contract": bool(standing.documented or standing.general), "edge": standing.general}
    earned = {name: bool(held[name]) and needs.get(name, True) for name in asked}
    possible = dict(zip(asked, shared_out(points, list(asked.values())), strict=True))
    parts = {name: Part(TITLES[name], p * earned[name], p) for name, p in possible.items()}
    if all(earned.values()):
        return Credit(tuple(parts.values()), points, "passed")
    if method_marks and not standing.general:
        granted = round(method_marks * possible["general"], DECIMALS)
        parts["general"] = Part(METHOD, granted, possible["general"])
    score = total(part.earned for part in parts.values())
    some = any(earned.values()) or score > 0
    return Credit(tuple(parts.values()), score, "partial" if some else "failed")
