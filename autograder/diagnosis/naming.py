"""Finding the mistake that explains an answer.

A mistake is a prediction: what a function with this mistake returns on every case. An answer gets a
mistake's name only if it agrees with the prediction on all cases, differs from the right answer
on at least one, and agrees with no other code's prediction. Where no single mistake fits, two at
once are tried. Nothing is guessed.
"""

from collections.abc import Sequence

import numpy as np

from autograder.assignments.declaration import LAW_STOPS, Question
from autograder.assignments.figure import Figure, missing
from autograder.comparison import compare, every_number
from autograder.diagnosis import sentences
from autograder.diagnosis.evidence import Evidence, Observation
from autograder.diagnosis.finding import Finding
from autograder.diagnosis.sentences import SENTENCES
from autograder.diagnosis.suspects import CARELESS, Combinations, Predictions, Suspect
from autograder.model import Plain, Returned

FEW_SUSPECTS = 40
"""Where an answer is accepted in other forms, its first and last number say little: then all
suspects are tried, if there are at most so many."""


def diagnose(
    question: Question, predictions: Predictions, observations: Sequence[Observation]
) -> Finding | None:
    """The one mistake, or two, that explain every observation; None where none do.

    A suspect of the function itself is preferred to one in a function that it may have written out
    again: where both give the same numbers, the first says what is seen.
    """
    known = predictions.line_up(question)
    search = _Search(question, predictions, observations)
    own = search.explaining(known.own)
    if own:
        return _one(question, [suspect for (suspect,) in own])
    inherited = [suspect for (suspect,) in search.explaining(known.inherited)]
    if inherited:
        return _one_or_two(question, inherited, search.explaining(known.own_pairs))
    # Two together may turn anything into zeros: what is always the same was not made by them.
    varies = len({every_number(seen.got).tobytes() for seen in search.wrong}) > 1
    if not varies:
        return None
    double = search.explaining(known.own_pairs) + search.explaining(known.mixed_pairs)
    return _two(question, double) if double else None


class _Search:
    """The search for what explains all answers to a question."""

    def __init__(
        self, question: Question, predictions: Predictions, observations: Sequence[Observation]
    ) -> None:
        self.question = question
        self.predictions = predictions
        # The shortest descents first: they rule out most suspects, and they are soon walked.
        self.seen = sorted(observations, key=lambda seen: every_number(seen.right).size)
        # A case that is answered rightly, a descent of no steps perhaps, rules out hardly any.
        self.wrong = [s for s in self.seen if not compare(s.got, s.right, scale=s.scale).equal]

    def explaining(self, suspects: Combinations) -> Combinations:
        """Those that explain all answers."""
        near = suspects
        if self.wrong and (self.question.accept is None or len(suspects) > FEW_SUSPECTS):
            near = self.predictions.near(suspects, self.question.name, self.wrong[0])
        return tuple(filter(self._explains, near))

    def _explains(self, chosen: tuple[Suspect, ...]) -> bool:
        differs = False
        for seen in self.seen:
            predicted = self.predictions.of(chosen, self.question.name, seen.args)
            if predicted is None:
                return False  # no prediction here, so no explanation
            predicted = self.question.accepted(predicted, seen.right)
            if not compare(seen.got, predicted, scale=seen.scale).equal:
                return False
            differs = differs or not compare(predicted, seen.right, scale=seen.scale).equal
        careless = any(suspect.code in CARELESS for suspect in chosen)
        if careless and not any(map(_inexact, self.seen)):
            return False
        return differs and (len(chosen) == 1 or not any(map(self._spoils, chosen)))

    def _spoils(self, suspect: Suspect) -> bool:
        """Whether it makes a value wrong that is right in all answers: of two mistakes that cancel
        each other in one value, neither was made."""
        off = set().union(*(_wrong_values(seen, seen.got) for seen in self.wrong))
        name = self.question.name
        alone = ((self.predictions.of((suspect,), name, s.args), s) for s in self.wrong)
        return any(not _wrong_values(seen, value) <= off for value, seen in alone)


def _wrong_values(seen: Observation, value: Plain) -> set[int]:
    """The places of wrong values in a tuple, or of wrong entries in an array; all of an array in
    another shape.
    """
    flags = seen.right_values(value)
    if not isinstance(seen.right, tuple):
        got, right = every_number(value), every_number(seen.right)
        same = np.isclose(got, right) if got.shape == right.shape else np.full(right.shape, False)
        flags = same.tolist()
    return {place for place, holds in enumerate(flags) if not holds}


def _inexact(seen: Observation) -> bool:
    """Whether a number has lost digits: one that is zero may have been left out as well."""
    got, right = every_number(seen.got), every_number(seen.right)
    if got.shape != right.shape:
        return False
    return bool(((got != 0) & ~np.isclose(got, right, rtol=1e-9, atol=0.0)).any())


def _sentence(question: Question, suspect: Suspect) -> str:
    said = suspect.mistake.hint
    if not said and suspect.code is not None:
        said = SENTENCES[suspect.code]
    own = suspect.function == question.name
    if own:
        return said
    return sentences.INHERITED.format(function=suspect.function, sentence=said)


def _one(question: Question, explaining: Sequence[Suspect]) -> Finding:
    """What can be said where each of these suspects explains the numbers by itself."""
    codes = {suspect.code for suspect in explaining}
    code = codes.pop() if len(codes) == 1 else None
    said = tuple(dict.fromkeys(_sentence(question, suspect) for suspect in explaining))
    sentence = said[0] if len(said) == 1 else sentences.one_of(said)
    return Finding(code, sentence, mistakes=1)


def _one_or_two(question: Question, inherited: Sequence[Suspect], own: Combinations) -> Finding:
    """What can be said where one suspect in an earlier function's formula explains the numbers.

    Two suspects of this function may explain them as well; then neither is named.
    """
    codes = {suspect.code for suspect in inherited}
    if all(codes & {suspect.code for suspect in pair} for pair in own):
        return _one(question, inherited)
    one, *two = (_sentence(question, suspect) for suspect in (inherited[0], *own[0]))
    return Finding(None, sentences.ONE_OR_TWO.format(one=one, two=" ".join(two)), mistakes=2)


def _two(question: Question, pairs: Combinations) -> Finding:
    """What can be said where two at once explain the numbers: what all pairs share."""
    shared = set.intersection(*({suspect.code for suspect in pair} for pair in pairs)) - {None}
    in_all = set.intersection(*map(set, pairs))
    named = [s for s in pairs[0] if s.code in shared or s in in_all]
    if len(pairs) == 1 and named:
        named = list(pairs[0])
    named.sort(key=lambda suspect: suspect.function != question.name)  # its own comes first
    if not named:
        return Finding(None, sentences.TWO_UNNAMED, mistakes=2)
    code = next((suspect.code for suspect in named if suspect.code in shared), None)
    return Finding(code, sentences.two(_sentence(question, s) for s in named), mistakes=2)


def diagnose_figure(evidence: Evidence, predictions: Predictions) -> Finding | None:
    """The mistake in a function that a figure builds on that would draw what was drawn."""
    question = evidence.question

    def drawn(chosen: tuple[Suspect, ...]) -> bool:
        for r in evidence.results:
            predicted = predictions.of(chosen, question.name, r.expected.case.args)
            if not isinstance(predicted, Figure) or not isinstance(r.reply, Returned):
                return False
            try:
                lacking = missing(predicted, r.reply.value)
            except LAW_STOPS:
                return False  # nothing can be drawn with that mistake
            if any(not element.formal for element in lacking):
                return False
        return True

    found = [suspect for (suspect,) in filter(drawn, predictions.line_up(question).inherited)]
    if len({suspect.code for suspect in found}) == 1:  # in two functions: it is the later one's
        found = [suspect for suspect in found if suspect.function == found[-1].function]
    return _one(question, found) if found else None
