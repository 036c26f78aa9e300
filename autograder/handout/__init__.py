"""The ledger: every number that the handout prints, and what it should be.

    ledger()                          all entries, in the handout's order
    entries(assignment)               those of one assignment
    printed_calls(assignment, function)  what it prints of a function's results
    data(assignment)                  the handout's own data, as fresh arrays

Values come from a snapshot (`values.json`) that `python -m autograder.handout` computes with the
course's reference solutions, so that a student's copy needs none of these.
"""

from autograder.handout.entry import STATUSES, Entry
from autograder.handout.ledger import data, entries, ledger
from autograder.handout.printed_calls import PrintedNumber, PrintedResult, printed_calls
from autograder.handout.recipe import Call

__all__ = [
    "STATUSES",
    "Call",
    "Entry",
    "PrintedNumber",
    "PrintedResult",
    "data",
    "entries",
    "ledger",
    "printed_calls",
]
