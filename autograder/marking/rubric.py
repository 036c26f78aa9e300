"""A question's rubric and what was ticked for whom: two tables of our own beside nbgrader's.

nbgrader does not look at them. Marks and comments stand in its own tables, which formgrader, export
and feedback read; these say how a mark came about.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nbgrader.api import Gradebook
from sqlalchemy import Column, Float, Integer, MetaData, String, Table, Text, select

TABLES = MetaData()
_ITEMS = Table(
    "autograder_rubric",
    TABLES,
    Column("id", Integer, primary_key=True),
    Column("question", String(400), nullable=False, index=True),
    Column("points", Float, nullable=False),
    Column("text", Text, nullable=False),
)
_MARKS = Table(
    "autograder_mark",
    TABLES,
    Column("grade", String(32), primary_key=True),
    Column("items", Text, nullable=False),
    Column("adjustment", Float, nullable=False),
    Column("score", Float),
    Column("answer", Text, nullable=False),
)


@dataclass(frozen=True)
class RubricItem:
    """One line of a rubric: what it is for, and the points that it adds, or takes off."""

    id: int
    points: float
    text: str


@dataclass(frozen=True)
class RubricMark:
    """How a mark came about: items ticked, points beside them, their sum, the answer then."""

    items: frozenset[int] = frozenset()
    adjustment: float = 0.0
    score: float | None = None
    answer: str = ""


def rubric(gradebook: Gradebook, question: str) -> tuple[RubricItem, ...]:
    """The items of a question, oldest first."""
    rows = gradebook.db.execute(
        select(_ITEMS).where(_ITEMS.c.question == question).order_by(_ITEMS.c.id)
    )
    return tuple(RubricItem(row.id, row.points, row.text) for row in rows)


def add_items(gradebook: Gradebook, question: str, items: Iterable[tuple[float, str]]) -> None:
    """Put items at the end of a question's rubric."""
    for points, text in items:
        gradebook.db.execute(_ITEMS.insert().values(question=question, points=points, text=text))


def change_item(gradebook: Gradebook, question: str, item: RubricItem) -> None:
    """Give an item of the question other points or words."""
    gradebook.db.execute(
        _ITEMS.update()
        .where(_ITEMS.c.id == item.id, _ITEMS.c.question == question)
        .values(points=item.points, text=item.text)
    )


def remove_item(gradebook: Gradebook, question: str, item: int) -> None:
    """Take an item out of the question's rubric."""
    gradebook.db.execute(_ITEMS.delete().where(_ITEMS.c.id == item, _ITEMS.c.question == question))


def marks(gradebook: Gradebook, grades: Sequence[str]) -> dict[str, RubricMark]:
    """What is kept of those of nbgrader's grades that were marked here."""
    found = {}
    for row in gradebook.db.execute(select(_MARKS).where(_MARKS.c.grade.in_(grades))):
        found[row.grade] = RubricMark(
            frozenset(json.loads(row.items)), row.adjustment, row.score, row.answer
        )
    return found


def keep_mark(gradebook: Gradebook, grade: str, mark: RubricMark) -> None:
    """Keep how a grade came about, in place of what was kept before."""
    gradebook.db.execute(_MARKS.delete().where(_MARKS.c.grade == grade))
    gradebook.db.execute(
        _MARKS.insert().values(
            grade=grade,
            items=json.dumps(sorted(mark.items)),
            adjustment=mark.adjustment,
            score=mark.score,
            answer=mark.answer,
        )
    )
