"""The JSON of a grade, and back. `grade.schema.json` beside this file describes it."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.errors import UsageError
from autograder.model import QuestionResult, Scorecard, Stray

SCHEMA_VERSION = 1
SCHEMA = Path(__file__).with_name("grade.schema.json")


def lines(scorecards: Iterable[Scorecard], strays: Iterable[Stray] = ()) -> Iterator[str]:
    """The JSON of the contract, `{"schema_version": 1, "submissions": [...], "strays": [...]}`, a
    line per scorecard: a large class need not be held as one text.
    """
    yield f'{{"schema_version": {SCHEMA_VERSION},\n "submissions": ['
    between = "\n"
    for card in scorecards:
        # Without an indent, for which Python's encoder is ten times slower.
        yield between + json.dumps(card, default=_fields, ensure_ascii=False, allow_nan=False)
        between = ",\n"
    told = json.dumps([*strays], default=vars, ensure_ascii=False)
    yield f'],\n "strays": {told}}}\n'


def _fields(thing: object) -> dict[str, object]:
    """A dataclass as JSON has it: its fields, and what the contract makes of them."""
    if isinstance(thing, QuestionResult):
        return {**vars(thing), "feedback": thing.feedback}
    if isinstance(thing, Scorecard):
        return {**vars(thing), "notes": thing.notes}
    return vars(thing)


def read(path: Path) -> list[Scorecard]:
    """The scorecards in a file that `autograder grade --json` wrote; `UsageError` for another."""
    try:
        submissions = json.loads(path.read_text(encoding="utf-8"))["submissions"]
        return [Scorecard.of(entry) for entry in submissions]
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: holds no grades as `grade --json` writes them") from error
