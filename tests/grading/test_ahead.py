"""Work is done ahead: in order, never further than it may, and each failure where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from threading import Event

import pytest

from autograder.grading.ahead import ahead


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_items_whichever_is_ready_first(jobs: int) -> None:
    ready = [Event() for _ in range(5)]

    def work(item: int) -> int:
        for later in range(item + 1, min(item - item % jobs + jobs, 5)):
            assert ready[later].wait(20)
        ready[item].set()
        return item * item

    assert [(item, result()) for item, result in ahead(work, range(5), jobs)] == [
        (item, item * item) for item in range(5)
    ]


def test_no_more_is_taken_than_may_be_worked_on_and_the_one_in_use() -> None:
    taken = []

    def items() -> Iterator[int]:
        for item in range(1000):
            taken.append(item)
            yield item

    for item, result in islice(ahead(str, items(), 3), 100):
        assert result() == str(item)
        assert len(taken) <= item + 1 + 3


def test_a_failure_is_raised_where_that_result_is_asked_for_and_the_others_are_there() -> None:
    found = []
    for item, result in ahead(lambda item: 12 // item, [3, 0, 2], 2):
        try:
            found.append(result())
        except ZeroDivisionError:
            found.append(item)
    assert found == [4, 0, 6]
