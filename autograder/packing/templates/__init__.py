"""Templates of files in archives; only the assignment's name is filled in."""

from pathlib import Path

PLACE = "ASSIGNMENT"


def template(name: str, assignment: str) -> bytes:
    """The file `name` of this folder for one assignment."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return text.replace(PLACE, assignment).encode()
