"""Data on which a linear regression shows its mistakes: what the handout's three share.

Everything is drawn flat, X (N, d), y (N,), w (d,), b a number; each assignment gives it its own
shapes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.assignments.declaration import Case


def state(
    rng: np.random.Generator, N: int, d: int, sign: int, small: float = 1.0, most: float = 2.0
) -> Any:
    """X, y, w, b with weights of both signs, a bias that counts and errors that all differ."""
    X = rng.uniform(-3, 3, size=(N, d))
    w = sign * rng.uniform(0.6, most, size=d) * (-1.0) ** np.arange(d)
    b = -sign * rng.uniform(0.6, most)
    y = rng.uniform(-4, 4, size=N)
    return X, small * y, small * w, small * b


def whole_numbers(rng: np.random.Generator) -> tuple[Any, Any]:
    """X (5, 2) and y (5,) of whole numbers, with a slope so that nothing cancels exactly."""
    X = rng.integers(-4, 5, size=(5, 2)) * 2 + 1
    return X, X @ np.array([2, -3]) + rng.integers(-3, 4, size=5)


def updates(rng: np.random.Generator) -> list[Case]:
    """(w, b, dw, db, η), where neither b nor its gradient is small beside the weights."""

    def case(d: int, scale: float = 1.0) -> Case:
        w, dw = scale * rng.uniform(-2, 2, size=(2, d))
        b, db = scale * rng.uniform(0.5, 3, size=2) * rng.choice([-1, 1], size=2)
        return Case((w, float(b), dw, float(db), float(rng.uniform(0.02, 0.6))))

    cases = [case(1), case(2), case(3), case(3, 1e3), case(2, 1e-3)]
    return [*cases, *cases[2].one_by_one(case(3))]


def loss_curves(rng: np.random.Generator) -> list[Case]:
    """Losses that fall by the same share each time, and some that rise again."""

    def falling(k: int) -> Any:
        return rng.uniform(2, 9) * rng.uniform(0.5, 0.9) ** np.arange(k)

    first, again = falling(12), falling(7)
    return [Case((first,)), Case((np.concatenate([again[::2], again[::-1]]),))]


def one_step_ends(X: Any, y: Any) -> Iterator[tuple[Any, Any, str]]:
    """Four samples in the shapes of X and y, twice, with what happens after one step of a fit.

    That step ends at the minimum, since the loss is a round bowl. The second time the samples lie
    on a line, in numbers that are never rounded, so that the loss is 0 there.
    """
    X[:, 0] = 1, -1, 1, -1
    yield X, y, "nothing changes"
    height, rise = 1 + np.floor(4 * np.abs(np.ravel(y)[:2])) / 4
    yield X, (height + rise * X[:, 0]).reshape(y.shape), "the loss is 0"


@dataclass(frozen=True)
class Shaped:
    """The cases of an assignment whose loss is a mean, in its own shapes.

    `state(rng, N, d, sign, small)` gives (X, y, *weights) and `whole_numbers(rng)` gives (X, y).
    `large` and `tiny` are the (N, d) of the largest data and of data near zero, whose squares ten
    decimals still hold within the tolerance; `rounds` is what the page calls a pass of `fit`.
    """

    state: Callable[..., Any]
    whole_numbers: Callable[[np.random.Generator], tuple[Any, Any]]
    large: tuple[int, int]
    tiny: tuple[int, int]
    rounds: str

    def states(self, rng: np.random.Generator) -> list[Case]:
        """(X, y, *weights), for losses and gradients."""
        four = Case(self.state(rng, 4, 2, 1))
        _, _, *weights = four.args
        return [
            Case(self.state(rng, 5, 1, -1)),
            four,
            Case(self.state(rng, *self.large, -1)),
            Case(self.state(rng, *self.tiny, 1, small=3e-2)),
            Case(self.state(rng, 1, 2, -1), "a single sample", edge=True),
            Case((*self.whole_numbers(rng), *weights), "whole-number arrays", edge=True),
            Case(self.state(rng, 4, 1, 1, small=1.6e-2)),  # so that no error reaches 0.2
            *four.one_by_one(Case(self.state(rng, 4, 2, 1))),
        ]

    def losses(self, rng: np.random.Generator) -> list[Case]:
        """(X, y, *weights), and a loss and predictions beyond 100. A gradient by differences of
        such losses has few digits left."""
        return [*self.states(rng), Case(self.state(rng, 5, 2, 1, small=1e2))]

    def predictions(self, rng: np.random.Generator) -> list[Case]:
        """(X, *weights): the same without their targets."""
        return [
            Case((case.args[0], *case.args[2:]), case.about, case.edge) for case in self.losses(rng)
        ]

    def fits(self, rng: np.random.Generator) -> list[Case]:
        """(X, y, η, rounds), most of which converge."""

        def case(N: int, d: int, rounds: int, small: float = 1.0, **about: Any) -> Case:
            X, y, *_ = self.state(rng, N, d, 1, small)
            return Case((X, y + small, float(rng.uniform(0.05, 0.2)), rounds), **about)

        X, y = self.whole_numbers(rng)
        even, heights, *_ = self.state(rng, 4, 1, 1)
        five = case(5, 1, 2)
        return [
            five,
            case(4, 1, 5, small=-1.0),
            case(4, 2, 3, small=-1.0),
            case(*self.large, 4),
            self._slow(rng),
            case(1, 2, 3, about="a single sample", edge=True),
            case(4, 2, 0, about=f"no {self.rounds}", edge=True),
            Case((X, y, float(rng.uniform(0.01, 0.03)), 3), "whole-number arrays", edge=True),
            Case(
                (*self.state(rng, 5, 2, 1)[:2], 2.5, 4), "a learning rate that diverges", edge=True
            ),
            *(
                Case((*data, 1.0, 4), f"{self.rounds} after which {then}", edge=True)
                for *data, then in one_step_ends(even, heights)
            ),
            *five.one_by_one(case(5, 1, 3)),
        ]

    def _slow(self, rng: np.random.Generator) -> Case:
        """A fit of data near zero. On every seed its loss is 5e-4 at first and changes by about
        5e-6 each round: who stops at a small loss or change stops on all seeds or on none."""
        X, y, *_ = self.state(rng, *self.tiny, 1, small=3e-2)
        y = y + 3e-2
        y = y * np.sqrt(5e-4 / np.mean(y**2))
        steepness = np.sum((X.T @ y / len(y)) ** 2) + np.mean(y) ** 2
        return Case((X, y, float(5e-6 / steepness), 3))
