"""Scorecards compressed in memory: those of a class of thousands are kept until the run ends."""

import pickle
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from autograder.model import Scorecard


def by_place(cards: Iterable[Scorecard]) -> "Packed":
    """The scorecards by assignment, and by student in each."""
    return Packed(cards, key=lambda card: (card.assignment, card.student))


class Packed(Collection[Scorecard]):
    """Scorecards sorted by `key`, each taking about 1 KB until it is looked at."""

    def __init__(self, cards: Iterable[Scorecard], key: Callable[[Scorecard], Any]) -> None:
        packed = [(key(card), zlib.compress(pickle.dumps(card), 1)) for card in cards]
        packed.sort(key=lambda pair: pair[0])
        self._packed = [content for _, content in packed]

    def __contains__(self, card: object) -> bool:
        return any(card == other for other in self)

    def __len__(self) -> int:
        return len(self._packed)

    def __iter__(self) -> Iterator[Scorecard]:
        for content in self._packed:
            card: Scorecard = pickle.loads(zlib.decompress(content))
            yield card
