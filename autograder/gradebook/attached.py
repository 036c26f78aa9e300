"""Markdown with the pictures that were pasted into its cell, as HTML.

nbconvert gives up the whole page where one picture is missing, or has an umlaut in its name.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

PICTURE = re.compile(r"(?<=;base64,)[A-Za-z0-9+/=]+")
"""One that stands in the text itself. 400 KB of it take nbconvert half a second."""
_NOTHING = {"text/plain": ""}
"""In its place a browser shows the alternative text."""


def as_html(markdown: str, held: Mapping[str, Any]) -> str:
    """`markdown` as nbconvert draws it; `held` are the attachments of its cell."""
    return _drawn(markdown, pictures_of(markdown, held))


def pictures_of(markdown: str, held: Mapping[str, Any]) -> dict[str, Any]:
    """An attachment for each picture of `markdown`, by the name that nbconvert asks for."""
    asked = _Asked(lambda: _NOTHING)
    if "![" in markdown:
        _drawn(PICTURE.sub("", markdown), asked)
    return {name: _found(name, held) for name in asked}


class _Asked(defaultdict[str, Any]):
    def __contains__(self, name: object) -> bool:
        return True


def _drawn(markdown: str, attachments: dict[str, Any]) -> str:
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    return MarkdownWithMath(renderer=renderer).render(markdown)


def _found(name: str, held: Mapping[str, Any]) -> Any:
    found = held.get(name) or held.get(unquote(name))
    whole = isinstance(found, dict) and all(isinstance(text, str) for text in found.values())
    return found if found and whole else _NOTHING
