"""What a check cell shows: symbol, words, reason, points; never colour alone."""

import html
from dataclasses import dataclass

from autograder.model import SAID, WITNESSES, Check, Kind, Part, QuestionResult, in_short
from autograder.points import shown
from autograder.wording import as_html

YET = frozenset({"failed", "error", "unwritten"})
"""What may still change: the cell says "not right yet" where a grade says "not right"."""
# Told apart with any kind of colour vision, and dark enough on white.
COLOURS = {
    "passed": "#0072b2",
    "carried": "#0072b2",
    "partial": "#b5700a",
    "failed": "#a8328f",
    "error": "#a8328f",
    "unwritten": "#767676",
    "trouble": "#767676",
}
HINT = "What to try next"
MARKS = {True: "✓", False: "✗", None: "?"}
WORDS = {True: "agrees", False: "differs", None: "not judged"}
WORDS_OF = {
    "contract": {True: "in order", False: "not in order", None: "not judged"},
    "documented": {True: "agree", False: "differ", None: "not judged"},
}


@dataclass(frozen=True)
class Verdict:
    """The result of one check. `points` is False where the notebook's points are not known;
    `hints` say what to try next, where the check failed before.
    """

    kind: Kind
    function: str
    reason: str
    checks: tuple[Check, ...] = ()
    parts: tuple[Part, ...] = ()
    score: float = 0.0
    max_score: float = 0.0
    points: bool = True
    details: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """`✓ grad_f: right · 2 of 2 points`."""
        symbol, words = SAID[self.kind]
        text = f"{symbol} {self.function}: {words}{' yet' if self.kind in YET else ''}"
        if self.points and self.kind != "trouble":
            unit = "point" if self.max_score == 1 else "points"
            text += f" · {shown(self.score)} of {shown(self.max_score)} {unit}"
        return text

    def __repr__(self) -> str:
        tries = [f"{HINT}: {hint}" for hint in self.hints]
        lines = [self.heading, self.reason, *tries, *self.details, self._witnesses(), self._sum()]
        return "\n  ".join(line for line in lines if line)

    def _repr_html_(self) -> str:
        small = "margin-top: 0.3em; font-size: 90%"
        blocks = [f"<b>{html.escape(self.heading)}</b>"]
        if self.reason:
            blocks.append(f'<div style="margin-top: 0.3em">{as_html(self.reason)}</div>')
        blocks += [
            f'<div style="margin-top: 0.3em"><b>{HINT}:</b> {as_html(hint)}</div>'
            for hint in self.hints
        ]
        if self.details:
            more = "<br>".join(map(as_html, self.details))
            blocks.append(f'<details style="{small}"><summary>more</summary>{more}</details>')
        small_lines = filter(None, (self._witnesses(), self._sum()))
        blocks += [f'<div style="{small}">{html.escape(line)}</div>' for line in small_lines]
        edge = f"border-left: 5px solid {COLOURS[self.kind]}; padding: 0.2em 0.9em"
        return f'<div style="{edge}">{"".join(blocks)}</div>'

    def _witnesses(self) -> str:
        """`✓ form: in order · ✗ SymPy: differs`; the details are in the reason."""
        said = []
        for check in self.checks:
            if check.witness == "test":
                continue  # that is the test cell itself, below which this is shown
            word = WORDS_OF.get(check.witness, WORDS)[check.passed]
            said.append(f"{MARKS[check.passed]} {WITNESSES[check.witness]}: {word}")
        return " · ".join(said)

    def _sum(self) -> str:
        """How a score that is neither nothing nor everything came about."""
        if not self.points or self.kind != "partial" or not self.parts:
            return ""
        terms = (f"{p.title} {shown(p.earned)}/{shown(p.possible)}" for p in self.parts)
        return "Points: " + ", ".join(terms)


def reason_of(result: QuestionResult) -> str:
    """What a verdict says below its heading, which has the word "right" and the points."""
    if not (result.explanation.headline or result.explanation.trial):
        return ""
    return in_short(result.explanation)


def verdict_on(result: QuestionResult, reason: str, *, points: bool) -> Verdict:
    """The verdict that shows a question's result."""
    return Verdict(
        kind=result.kind,
        function=result.name,
        reason=reason,
        checks=() if result.kind == "unwritten" else result.checks,
        parts=result.parts,
        score=result.score,
        max_score=result.max_score,
        points=points,
        details=result.explanation.details,
    )
