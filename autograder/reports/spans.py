"""Times and stretches of time, as people say them."""

from datetime import UTC, datetime, tzinfo

from autograder.wording import counted


def spoken_time(when: str, zone: tzinfo) -> str:
    """`2 November 2026, 13:00 CET` for a time in UTC (ISO 8601); empty where there is none."""
    if not when:
        return ""
    there = datetime.fromisoformat(when).replace(tzinfo=UTC).astimezone(zone)
    return f"{there.day} {there:%B %Y, %H:%M} {there.tzname()}"


def spoken_span(seconds: float) -> str:
    """`1 day 12 hours`, the two largest units; empty for no time."""
    units = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))
    left, said = int(seconds), []
    for unit, length in units:
        count, left = divmod(left, length)
        if count:
            said.append(counted(count, unit))
    return " ".join(said[:2])
