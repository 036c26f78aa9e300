"""Working ahead: while one result is used, the next ones are being made.

For work that other processes do: threads here only wait for them.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def ahead(
    work: Callable[[Item], Result], items: Iterable[Item], jobs: int
) -> Iterator[tuple[Item, Callable[[], Result]]]:
    """Each item, in order, with a function that waits for its result, or raises what `work` raised.

    `jobs` are worked on at a time, and no more than these are held beside the one in use, however
    many there are.
    """
    waiting: deque[tuple[Item, Future[Result]]] = deque()
    with ThreadPoolExecutor(jobs) as pool:
        for item in items:
            waiting.append((item, pool.submit(work, item)))
            if len(waiting) > jobs:
                first, future = waiting.popleft()
                yield first, future.result
        for first, future in waiting:
            yield first, future.result
