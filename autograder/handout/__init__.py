"""The ledger: every number that the handout prints, and what it should be.

    ledger()                          all entries, in the handout's order
    entries(assignment)               those of one assignment
    entry(id)                         one of them
    documented(assignment, function)  what it prints of a function's results
    data(assignment)                  the handout's own data, as fresh arrays

Values come from a snapshot (`values.json`) that `python -m autograder.handout` computes with the
course's reference solutions, so that a student's copy needs none of these.
"""

from __future__ import annotations

from autograder.handout.documented import Documented, documented
from autograder.handout.entry import STATUSES, Entry, Status, judge
from autograder.handout.ledger import data, entries, entry, ledger
from autograder.handout.recipe import Call, Given, arguments, evaluate

__all__ = [
    "STATUSES",
    "Call",
    "Documented",
    "Entry",
    "Given",
    "Status",
    "arguments",
    "data",
    "documented",
    "entries",
    "entry",
    "evaluate",
    "judge",
    "ledger",
]
