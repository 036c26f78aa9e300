"""Hints under a check cell that fails again: first where to look, then a part of the formula. They
never give the code.

How often a check has failed is kept in the notebook's own namespace. So the count starts again
when the kernel is restarted, and when the check passes.
"""

from collections.abc import MutableMapping, Sequence
from typing import Any

from autograder.cells.verdict import Verdict

COUNTS = "_failed_checks"
"""The name in a notebook's namespace; `%who` and completion leave such names out."""


def next_hints(
    hints: Sequence[str], verdict: Verdict, namespace: MutableMapping[str, Any]
) -> tuple[str, ...]:
    """Those of a question's `hints` that are due with this verdict: none the first time it fails,
    one the second time, two from the third time on.
    """
    counts = namespace.setdefault(COUNTS, {})
    if not isinstance(counts, dict) or verdict.kind in ("unwritten", "trouble"):
        return ()
    if verdict.kind in ("passed", "carried") or verdict.function not in namespace:
        counts.pop(verdict.function, None)
        return ()
    before = counts.get(verdict.function, 0)
    counts[verdict.function] = before + 1
    return tuple(hints[:before])
