"""The snapshot of recomputed values, `values.json`.

It holds each entry's value, and what the nested calls in recipes come to: the arguments of printed
calls are at hand where no reference solution is.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.model import Plain

FILE = Path(__file__).with_name("values.json")


@dataclass(frozen=True)
class Snapshot:
    """`values`: id -> value. `arguments`: written call -> result."""

    values: dict[str, float | bool]
    arguments: dict[str, Plain]


@cache
def snapshot() -> Snapshot:
    """What `values.json` holds."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Snapshot:
    """A snapshot from its JSON."""
    return Snapshot(**json.loads(text))


def write(snapshot: Snapshot) -> str:
    """A snapshot as JSON, one line per entry."""
    parts = (
        f"{json.dumps(part)}: {{\n" + ",\n".join(_lines(entries)) + "\n}"
        for part, entries in vars(snapshot).items()
    )
    return "{" + ",\n".join(parts) + "}\n"


def _lines(entries: dict[str, Plain]) -> list[str]:
    return [
        f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(value)}"
        for name, value in entries.items()
    ]
