"""What GitHub reads: annotations on a notebook, and GitHub Classroom's runner results."""

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.model import CHECK, QuestionResult, Scorecard
from autograder.points import DECIMALS, shown, total


def annotate(cards: Iterable[Scorecard], texts: Mapping[str, str]) -> str:
    """A workflow command a line: an error or a warning for each question that lost points.

    `texts` maps the paths of notebooks to what the files hold, to find the function's line.
    """
    said = []
    for card in cards:
        if card.status == "ungraded":
            said.append(_command("error", card.notebook, 1, "not graded", " ".join(card.notes)))
        for question in card.questions:
            if question.outcome == "passed":
                continue
            level = "warning" if question.outcome == "partial" else "error"
            file, line = _place(card, question, texts)
            points = f"{shown(question.score)} of {shown(question.max_score)} points"
            title = f"{question.name}: {points}"
            said.append(_command(level, file, line, title, question.feedback))
    return "".join(f"{command}\n" for command in said)


def classroom(cards: Sequence[Scorecard]) -> dict[str, Any]:
    """The runner's results for GitHub Classroom's reporter.

    Where something could not be graded the status is `error` and there are no points at all:
    the reporter then sends Classroom no score, rather than one that is too low.
    """
    several = len({card.notebook for card in cards}) > 1
    tests = [t for c in cards for t in _tests(c, f"{c.assignment}/" if several else "")]
    ungraded = any(card.status == "ungraded" for card in cards) or not cards
    if ungraded:
        tests = [{**test, "score": 0} for test in tests]
    passed = all(test["status"] == "pass" for test in tests)
    return {
        "version": 1,
        "status": "error" if ungraded else "pass" if passed else "fail",
        "max_score": 0 if ungraded else total(card.max_score for card in cards),
        "tests": tests,
    }


def encoded(results: Mapping[str, Any]) -> str:
    """The results as the reporter wants them in an output of a step: base64, one line."""
    return base64.b64encode(json.dumps(results, ensure_ascii=False).encode()).decode()


def line_of(notebook: str, function: str) -> int:
    """The line of the file on which the function's definition stands; 1 where there is none."""
    # A cell's text is a list with a line of the file for each of its own, or one long string.
    return _first_line(notebook, rf'(?:"|\\n)def {re.escape(function)}\(') or 1


def _first_line(text: str, pattern: str) -> int:
    """The number of the first line in which `pattern` is found; 0 where there is none."""
    numbered = enumerate(text.splitlines(), start=1)
    return next((number for number, line in numbered if re.search(pattern, line)), 0)


def _place(card: Scorecard, question: QuestionResult, texts: Mapping[str, str]) -> tuple[str, int]:
    """The file and line of a function, or of a test cell in the notebook that has it."""
    if question.declared:
        return card.notebook, line_of(texts.get(card.notebook, ""), question.name)
    notebook, _, cell = question.name.rpartition("/")
    named = rf'"grade_id": *"{re.escape(cell)}"'
    for path, text in texts.items():
        beside = Path(path).parent == Path(card.notebook).parent
        if beside and notebook in ("", Path(path).stem) and (line := _first_line(text, named)):
            return path, line
    return card.notebook, 1


def _tests(card: Scorecard, prefix: str) -> Iterator[dict[str, Any]]:
    """What the runner says of a submission: that it was not graded, and of each question."""
    told: list[tuple[str, str, str, str, float]] = []
    if card.status == "ungraded":
        told.append(("graded", "error", " ".join(card.notes), "", 0.0))
    for q in card.questions:
        status, message = ("pass", "") if q.outcome == "passed" else ("fail", q.feedback)
        told.append((q.name, status, message, f"{CHECK}{q.name}", q.score))
    for name, status, message, code, score in told:
        yield {
            "name": prefix + name,
            "status": status,
            "message": message,
            "test_code": code,
            "filename": card.notebook,
            "line_no": 1,
            "duration": 0,
            "score": round(score, DECIMALS),
        }


def _command(level: str, file: str, line: int, title: str, message: str) -> str:
    where = f"file={_property(file)},line={line},title={_property(title)}"
    return f"::{level} {where}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
