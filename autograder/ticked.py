"""Sentences in which code stands between backticks, as HTML."""

import html
import re

_CODE = re.compile(r"`([^`\n]+)`")


def as_html(text: str) -> str:
    """`text`, escaped, in which what stands between two backticks of a line is set as code."""
    return _CODE.sub(r"<code>\1</code>", html.escape(text))
