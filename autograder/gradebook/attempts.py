"""Two tables of our own in the gradebook's database: what each hand-in earned, and which text each
written answer, and each notebook, had. nbgrader's tables keep the newest hand-in only.

They are in the same database so that they are written in the same transaction. nbgrader does not
read them.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from nbgrader.api import Gradebook, SubmittedNotebook
from sqlalchemy import (
    Column,
    DateTime,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
    select,
)

from autograder.model import Scorecard

TABLES = MetaData()
ATTEMPTS = Table(
    "autograder_attempt",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("student", String(128), nullable=False, index=True),
    Column("assignment", String(128), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("submitted", DateTime),
    Column("recorded", DateTime, nullable=False),
    Column("score", Float, nullable=False),
    Column("max_score", Float, nullable=False),
    Column("questions", Text, nullable=False),
)
_ANSWERS = Table(
    "autograder_answer",
    TABLES,
    Column("student", String(128), primary_key=True),
    Column("assignment", String(128), primary_key=True),
    Column("notebook", String(128), primary_key=True),
    Column("cell", String(128), primary_key=True),
    Column("sha256", String(64), nullable=False),
)


@dataclass(frozen=True)
class Attempt:
    """One graded hand-in; `questions` maps each function to its score."""

    sha256: str
    submitted: datetime | None
    questions: dict[str, float]


def newest_attempt(gradebook: Gradebook, student: str, assignment: str) -> Attempt | None:
    """The newest attempt of a student at an assignment; None where there is none."""
    c = ATTEMPTS.c
    row = gradebook.db.execute(
        select(c.sha256, c.submitted, c.questions)
        .where(c.student == student, c.assignment == assignment)
        .order_by(c.id.desc())
    ).first()
    return Attempt(row.sha256, row.submitted, json.loads(row.questions)) if row else None


@dataclass(frozen=True)
class HandIn:
    """A student's newest graded hand-in: which one it is, from 1 on, and the digest of its file."""

    attempt: int = 0
    sha256: str = ""


def latest(gradebook: Gradebook) -> dict[tuple[str, str], HandIn]:
    """Everybody's newest hand-in; one that was graded again is the same attempt."""
    c = ATTEMPTS.c
    if not inspect(gradebook.engine).has_table(ATTEMPTS.name):
        return {}
    found: dict[tuple[str, str], list[tuple[str, datetime | None]]] = defaultdict(list)
    columns = (c.student, c.assignment, c.sha256, c.submitted)
    for student, assignment, *hand_in in gradebook.db.execute(select(*columns).order_by(c.id)):
        theirs = found[student, assignment]
        if theirs[-1:] != [tuple(hand_in)]:
            theirs.append(tuple(hand_in))
    return {key: HandIn(len(theirs), theirs[-1][0]) for key, theirs in found.items()}


def add_attempt(
    gradebook: Gradebook, scorecard: Scorecard, submitted: datetime | None, newest: Attempt | None
) -> None:
    """Keep what `scorecard` says, unless the `newest` attempt says the same already."""
    questions = {question.name: question.score for question in scorecard.questions}
    said = (scorecard.sha256, submitted, questions)
    if newest and (newest.sha256, newest.submitted, newest.questions) == said:
        return
    gradebook.db.execute(
        ATTEMPTS.insert().values(
            student=scorecard.student,
            assignment=scorecard.assignment,
            sha256=scorecard.sha256,
            submitted=submitted,
            recorded=datetime.now(UTC).replace(tzinfo=None),
            score=scorecard.score,
            max_score=scorecard.max_score,
            questions=json.dumps(questions),
        )
    )


def answers(gradebook: Gradebook, page: SubmittedNotebook) -> dict[str, str]:
    """The digests of a student's notebook and the answers in it, as `keep_answers` had them."""
    rows = gradebook.db.execute(select(_ANSWERS).filter_by(**_place(page)))
    return {row.cell: row.sha256 for row in rows}


def keep_answers(gradebook: Gradebook, page: SubmittedNotebook, digests: Mapping[str, str]) -> None:
    """Make `digests` what `answers` returns."""
    gradebook.db.execute(_ANSWERS.delete().filter_by(**_place(page)))
    for cell, digest in digests.items():
        gradebook.db.execute(_ANSWERS.insert().values(**_place(page), cell=cell, sha256=digest))


def _place(page: SubmittedNotebook) -> dict[str, str]:
    submission = page.assignment
    return {"student": submission.student_id, "assignment": submission.name, "notebook": page.name}
