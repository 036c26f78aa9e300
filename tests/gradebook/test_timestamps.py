"""When something was handed in is read rightly, or refused by name."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from autograder.gradebook.timestamps import utc

NOON = datetime(2026, 7, 1, 12, 0, 0)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-07-01 12:00:00", "2026-07-01 12:00:00 UTC", "2026-07-01T12:00:00Z"),
        *("2026-07-01 14:00:00 +0200", "2026-07-01 14:00:00 +02:00", "2026-07-01 07:00:00 -05"),
        *("2026-07-01T15:00:00+03", "2026-07-01 14:00:00 CEST", "2026-07-01 13:00:00.000000 CET"),
        *("2026-07-01 15:00:00 EEST", "2026-07-01 14:00 UTC+2", "2026-07-01 17:30 GMT+0530"),
        *("2026-07-01 14:00:00 Europe/Berlin", "2026-07-01 05:00:00 America/Los_Angeles"),
    ],
)
def test_a_time_with_a_zone_is_read_in_utc(text):
    assert utc(text) == NOON


@pytest.mark.parametrize(
    "text",
    [
        *("2026-07-01 12:00:00 PST", "2026-07-01 12:00:00 CST", "2026-07-01 12:00:00 IST"),
        *("2026-07-01 12:00:00 MyZone", "2026-07-01 12:00:00 Moon/Base", "01/07/2026 12:00:00"),
        *("yesterday", "12:00", "2026", "2026-07-01 12:00:00 +99", "2026-02-30 12:00:00", "\x00"),
        "2026-07-01 12:00:00 +0175",
    ],
)
def test_a_time_that_may_be_several_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        utc(text)


def test_the_course_s_own_zone_says_what_its_abbreviations_mean():
    assert utc("2026-07-01 05:00:00 PDT", ZoneInfo("America/Los_Angeles")) == NOON
    assert utc("2026-07-01 20:00:00 CST", ZoneInfo("Asia/Shanghai")) == NOON
    with pytest.raises(ValueError, match="several"):
        utc("2026-07-01 20:00:00 CST", ZoneInfo("America/Los_Angeles"))
