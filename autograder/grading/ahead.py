"""Working ahead: while one result is used, the next ones are being made.

For work that other processes do: threads here only wait for them.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def ahead(
    work: Callable[[Item], Result], items: Iterable[Item], jobs: int
) -> Generator[tuple[Item, Callable[[], Result]], None, None]:
    """Each item as soon as its work is done, with a function that returns the result, or raises
    what `work` raised.

    `jobs` are worked on at a time, and one more waits, however many there are. A slow one holds up
    no other. Whoever ends early does not wait for what has begun, and closes what it works with.
    """
    begun: dict[Future[Result], Item] = {}

    def done() -> Iterator[tuple[Item, Callable[[], Result]]]:
        wait(begun, return_when=FIRST_COMPLETED)
        for future in [future for future in begun if future.done()]:
            yield begun.pop(future), future.result

    pool = ThreadPoolExecutor(jobs)
    try:
        for item in items:
            begun[pool.submit(work, item)] = item
            if len(begun) > jobs:
                yield from done()
        while begun:
            yield from done()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
