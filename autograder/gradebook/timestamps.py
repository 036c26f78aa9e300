"""When something was handed in: the time in `timestamp.txt`, refused if it is not clear; how late.

nbgrader takes `+0200` for seconds and `CEST` for UTC; lateness would be hours off.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from nbgrader.api import SubmittedAssignment

from autograder.errors import SubmissionError
from autograder.files import read_regular
from autograder.gradebook.settings import CourseSettings

TIMESTAMP = "timestamp.txt"
MOST_BYTES = 1000

_WRITTEN = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ]\s*(?P<time>\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?))?\s*"
    r"(?P<zone>[+-].*|[A-Za-z].*)?"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>[0-5]\d))?")
_HOURS = {"UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3}
"""Hours before UTC, of the names that mean one zone in the whole world. CST, IST, PST do not."""


def submitted_at(folder: Path, settings: CourseSettings) -> datetime | None:
    """The time in a hand-in's `timestamp.txt`, in UTC without a zone; None where there is none.

    Raises `SubmissionError` where it is there and cannot be read for certain.
    """
    path = folder / TIMESTAMP
    try:
        text = read_regular(path, MOST_BYTES).decode("utf-8-sig").strip()
        return utc(text, settings.timezone) if text else None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SubmissionError(
            f"{path}: the time cannot be read ({error.strerror}), so no score is entered"
        ) from error
    except (ValueError, OverflowError) as error:
        raise SubmissionError(
            f"{path}: no time that can be read ({error}), so no score is entered: write it as "
            "2025-11-26 13:05:00 +0100"
        ) from error


def seconds_late(submission: SubmittedAssignment) -> float:
    """How late it was handed in; nbgrader fails here for an extension where nothing is due."""
    return float(submission.total_seconds_late) if submission.assignment.duedate else 0.0


def utc(text: str, local: tzinfo | None = None) -> datetime:
    """A time in UTC, without a zone of its own.

    `local` is the zone whose abbreviations may be used. Raises `ValueError` or `OverflowError`.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise ValueError(f"{text[:40]!r}")
    when = datetime.fromisoformat(f"{found['day']}T{found['time'] or '00:00'}")
    zone = _zone(found["zone"] or "UTC", when, local)
    return when.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None)


def _zone(name: str, when: datetime, local: tzinfo | None) -> tzinfo:
    if offset := _OFFSET.fullmatch(name):
        size = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        return timezone(-size if offset["sign"] == "-" else size)
    for fold in (0, 1) if local else ():
        there = when.replace(tzinfo=local, fold=fold)
        if there.tzname() == name:
            return timezone(there.utcoffset() or timedelta())
    if name.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[name.upper()]))
    if "/" in name:
        try:
            return ZoneInfo(name)
        except (ValueError, OSError, KeyError) as error:
            raise ValueError(f"no time zone is called {name[:40]!r}") from error
    raise ValueError(f"{name[:40]!r} may be several time zones, or none")
