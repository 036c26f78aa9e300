"""The words that `grade.schema.json` permits, from the types in `model.py`.

After a change there, `python -m tests.reports.schema` writes them into the file again.
"""

import json
import re
import textwrap
from typing import get_args

from autograder.model import Code, NoteKind, Outcome, Status, Witness
from autograder.reports.grade_json import SCHEMA

WORDS: dict[str, tuple[str | None, ...]] = {
    "status": get_args(Status),
    "kind": get_args(NoteKind),
    "outcome": get_args(Outcome),
    "diagnosis": (None, *get_args(Code)),
    "witness": get_args(Witness),
}


def filled(schema: str) -> str:
    """The text of the schema with the words of today."""
    for name, words in WORDS.items():
        listed = ", ".join(map(json.dumps, words))
        if len(listed) > 100:
            listed = textwrap.indent(textwrap.fill(listed, 94, break_on_hyphens=False), " " * 6)
            listed = f"\n{listed}\n     "
        place = re.compile(rf'("{name}": {{\s*"enum": )\[[^\]]*\]')
        schema = place.sub(rf"\g<1>[{listed}]", schema)
    return schema


if __name__ == "__main__":
    SCHEMA.write_text(filled(SCHEMA.read_text(encoding="utf-8")), encoding="utf-8")
