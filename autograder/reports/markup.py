"""Text of a student's or of the grader's, made harmless inside Markdown."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~>$@-])")


def escape(text: str) -> str:
    """`text` on one line, shown as it is: no markup, no HTML, no table cell, no mention."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;")
    return _SPECIAL.sub(r"\\\1", line)


def code(text: str) -> str:
    """`text` as inline code, also inside a table."""
    line = " ".join(text.split()).replace("|", "\\|")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"
