"""Gradescope's `results.json` for one submission."""

from typing import Any

from autograder.errors import SubmissionError
from autograder.model import Check, QuestionResult, Scorecard
from autograder.points import DECIMALS, shown
from autograder.reports.markup import code, escape


def results(card: Scorecard) -> dict[str, Any]:
    """A test per question with its points, and one without points for what its unseen cases say.

    Raises `SubmissionError` for a card that is not graded: without a file Gradescope reports that
    the autograder failed, with one it would give a zero.
    """
    if card.status == "ungraded":
        raise SubmissionError(f"{card.notebook} was not graded: {' '.join(card.notes)}")
    tests = []
    for number, question in enumerate(card.questions, start=1):
        tests.append(_question(str(number), question))
        unseen = [check for check in question.checks if check.witness == "reference"]
        tests += [_unseen(f"{number}.1", question.name, check) for check in unseen]
    return {
        "score": round(card.score, DECIMALS),
        "output": "\n".join(f"- {escape(note)}" for note in card.notes),
        "output_format": "md",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {"sha256": card.sha256},
    }


def _question(place: str, question: QuestionResult) -> dict[str, Any]:
    lines = [escape(question.feedback), ""]
    if question.parts:
        lines += ["| for | points |", "|---|---:|"]
        lines += [
            f"| {escape(part.title)} | {shown(part.earned)}/{shown(part.possible)} |"
            for part in question.parts
        ]
    return {
        "name": question.name,
        "number": place,
        "score": round(question.score, DECIMALS),
        "max_score": round(question.max_score, DECIMALS),
        "status": "passed" if question.outcome == "passed" else "failed",
        "output": "\n".join(lines).rstrip(),
        "output_format": "md",
        "tags": [question.diagnosis] if question.diagnosis else [],
        "visibility": "visible",
    }


def _unseen(place: str, name: str, check: Check) -> dict[str, Any]:
    test = {
        "name": f"{name}: unseen cases",
        "number": place,
        "output": f"{code(name)} {escape(check.message)}",
        "output_format": "md",
        "visibility": "after_published",
    }
    if check.passed is not None:
        test["status"] = "passed" if check.passed else "failed"
    return test
