"""The snapshot of recomputed values, `values.json`.

It holds each entry's value and status, and what the nested calls in recipes come to: the
arguments of printed calls are at hand where no reference solution is.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.model import Plain

FILE = Path(__file__).with_name("values.json")


@dataclass(frozen=True)
class Snapshot:
    """`values`: id -> value. `statuses`: id -> status. `arguments`: written call -> result."""

    values: dict[str, float | bool]
    statuses: dict[str, str]
    arguments: dict[str, Plain]


@cache
def snapshot() -> Snapshot:
    """What `values.json` holds."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Snapshot:
    """A snapshot from its JSON."""
    raw = json.loads(text)
    return Snapshot(
        values={id: value for id, (value, _) in raw["entries"].items()},
        statuses={id: status for id, (_, status) in raw["entries"].items()},
        arguments=raw["arguments"],
    )


def write(snapshot: Snapshot) -> str:
    """A snapshot as JSON, one line per entry."""
    entries = [
        f"  {json.dumps(id)}: {json.dumps([value, snapshot.statuses[id]])}"
        for id, value in snapshot.values.items()
    ]
    arguments = [
        f"  {json.dumps(call, ensure_ascii=False)}: {json.dumps(result)}"
        for call, result in snapshot.arguments.items()
    ]
    return (
        '{"entries": {\n'
        + ",\n".join(entries)
        + '\n},\n"arguments": {\n'
        + ",\n".join(arguments)
        + "\n}}\n"
    )
