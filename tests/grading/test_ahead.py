"""Work is done ahead: nothing waits for what is slow, and each failure comes where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from threading import Event

import pytest

from autograder.grading.ahead import ahead


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_item_comes_once_with_its_own_result(jobs: int) -> None:
    found = {item: result() for item, result in ahead(lambda n: n * n, range(50), jobs)}
    assert found == {item: item * item for item in range(50)}


def test_a_slow_one_holds_up_no_other() -> None:
    others_are_there = Event()

    def work(item: int) -> bool:
        return item > 0 or others_are_there.wait(20)

    order = []
    for item, result in ahead(work, range(20), 2):
        assert result()
        order.append(item)
        if len(order) == 19:
            others_are_there.set()
    assert order == [*range(1, 20), 0]


def test_no_more_is_taken_than_may_be_worked_on_and_the_one_in_use() -> None:
    taken = []

    def items() -> Iterator[int]:
        for item in range(1000):
            taken.append(item)
            yield item

    for used, (item, result) in enumerate(islice(ahead(str, items(), 3), 100), start=1):
        assert result() == str(item)
        assert len(taken) <= used + 3


def test_a_failure_is_raised_where_that_result_is_asked_for_and_the_others_are_there() -> None:
    found = []
    for item, result in ahead(lambda item: 12 // item, [3, 0, 2], 1):
        try:
            found.append(result())
        except ZeroDivisionError:
            found.append(item)
    assert found == [4, 0, 6]


def test_whoever_ends_early_waits_for_nothing() -> None:
    ended, waited_for = Event(), []

    def work(item: int) -> None:
        if item > 0 and not ended.wait(20):
            waited_for.append(item)

    results = ahead(work, range(10), 2)
    next(results)
    results.close()
    assert waited_for == []
    ended.set()
