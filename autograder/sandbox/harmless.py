"""What strangers write, made harmless where it enters: words, HTML, LaTeX, a cell's outputs.

On the grader's side only. Each takes time in proportion to what it is given, whatever that is.
"""

import base64
import os
import re
import unicodedata
from collections.abc import Callable
from html import escape
from itertools import accumulate
from typing import Any

from autograder.sandbox.terms import MAX_OUTPUTS, REQUEST, Output

TAGS = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl"}
    | {"dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "mark", "ol"}
    | {"p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td"}
    | {"tfoot", "th", "thead", "tr", "u", "ul", "var"}
)
"""What text, tables and formulas are made of: no forms, frames, styles, scripts or drawings."""
_ATTRIBUTES = {
    "*": {"style"},
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "abbr": {"title"},
}
_STYLES = frozenset(
    {"background-color", "border", "border-left", "color", "display", "font-size", "font-style"}
    | {"font-weight", "opacity", "margin", "margin-top", "padding", "padding-bottom", "text-align"}
    | {"text-decoration", "white-space", "width"}
)
"""None of them takes a part of a text out of its box."""
_CLASSES = {"div": {"highlight"}, "a": {"anchor-link"}, "table": {"dataframe"}}
_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z")
_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
"""To a browser `http:page` is the page's own server, and `http:/page` too."""
_ELSEWHERE = re.compile(r"url|\\", re.IGNORECASE)
_MOST_TAGS = 5_000
"""For some nested elements, time grows with the square of their number: 5,000 of the worst kind
take 0.15 s, 80,000 half a minute."""
_MOST_LEVELS = 100
"""Levels of nested elements: 300 levels of `inline-block` crash a tab of Chromium."""
_TAG = re.compile(r'<(/?)(?!(?:br|hr|img)\b)\w(?:[^>"]|"[^"]*")*>')
_ACTING = re.compile(
    r"\\(?=(?:href|url|style|class|cssId|data|html\w*|require|action|toggle|unicode|include\w*"
    r"|mmlToken|fcolorbox)(?![A-Za-z]))"
)
"""MathJax's commands that make links, styles and names, or load more of it."""


_COMMAND = re.compile(r":(?=:[^\W\d])|#(?=#\w*\[)")
"""What begins a command to a runner of jobs, which reads all that a job prints line by line. Also
within a word: a terminal begins a new line there where the word is long.
"""


_LONGEST_NAME = 250
"""Bytes of a student's name."""


def words(text: str, longest: int) -> str:
    """`text` without what steers a terminal, the direction of writing or a runner of jobs, cut at
    `longest` before.

    Line breaks and tabs stay.
    """
    kept = _COMMAND.sub(r"\g<0> ", text[:longest])
    if kept.isascii() and kept.isprintable():
        return kept
    return "".join(c if c in "\n\t" or _is_shown(c) else "\N{REPLACEMENT CHARACTER}" for c in kept)


def is_printable(text: str) -> bool:
    """Whether a name can be printed as it is."""
    return text.isprintable() and words(text, len(text)) == text


def is_name(text: str) -> bool:
    """Whether a student can be called `text`: formgrader puts it in its pages as it is, nbgrader
    takes it for a pattern, and in a table of grades spaces around it are not seen. Files are called
    after the student, too: a name of 255 bytes leaves no room for `.json`.
    """
    fits = len(os.fsencode(text)) <= _LONGEST_NAME
    return fits and is_printable(text) and text == text.strip() and not set('<>"*?[') & set(text)


def _is_shown(character: str) -> bool:
    # Cc steers a terminal, Cf the direction of writing (and is not seen), Cs is half a character.
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def html(text: str) -> str:
    """`text` as HTML that does nothing and loads nothing: structure, text, images that it holds.

    A link leads to the web and nowhere on the page's own server. HTML of more than `_MOST_TAGS`
    tags, or `_MOST_LEVELS` levels, is shown as text.
    """
    import nh3
    from pygments.token import STANDARD_TYPES

    if text.count("<") > _MOST_TAGS:
        return latex(escape(text))
    clean = nh3.clean(
        text,
        tags=set(TAGS),
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto", "data"},
        url_relative="deny",
        filter_style_properties=set(_STYLES),
        allowed_classes={**_CLASSES, "span": set(STANDARD_TYPES.values())},
    )
    steps = (-1 if closing else 1 for closing in _TAG.findall(clean))
    return latex(escape(text) if max(accumulate(steps), default=0) > _MOST_LEVELS else clean)


def boxed(text: str) -> str:
    """`text` as `html` makes it, in a box that cuts off what would cover the rest of the page."""
    return f'<div style="overflow: auto">{html(text)}</div>'


def _kept(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "style":
        return None if _ELSEWHERE.search(value) else value
    if attribute == "src":
        return value if _IMAGE.match(value) else None
    if attribute == "href":
        return value if _LINK.match(value) else None
    return value


def latex(text: str) -> str:
    """`text` with the commands broken by which a formula could be more than a formula."""
    return _ACTING.sub("\\\\\u200c", text)


def checked(outputs: Any, room: int) -> tuple[Output, ...]:
    """The well-formed outputs among `outputs`, which may be anything, within `room` characters.

    HTML and LaTeX are made harmless, since an instructor's browser will show them. A `REQUEST` is
    passed on as text, for `gradebook/requested.py` to read with the same distrust.
    """
    if not isinstance(outputs, list | tuple):
        return ()
    kept = []
    for output in outputs[:MAX_OUTPUTS]:
        room -= len(str(output))
        if room < 0:
            break
        if isinstance(output, dict) and (clean := _checked(output)):
            kept.append(clean)
    return tuple(kept)


def _checked(output: Output) -> Output | None:
    kind = _text(output.get("output_type"))
    if kind == "stream":
        name = "stderr" if _text(output.get("name")) == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind == "error":
        trace = output.get("traceback")
        return {
            "output_type": "error",
            "ename": _text(output.get("ename")),
            "evalue": _text(output.get("evalue")),
            "traceback": [_text(line) for line in trace] if isinstance(trace, list) else [],
        }
    if kind not in ("display_data", "execute_result"):
        return None
    given = output.get("data")
    data = {
        mime: clean
        for mime, value in (given.items() if isinstance(given, dict) else ())
        if isinstance(value, str) and mime in _CLEANERS and (clean := _CLEANERS[mime](value))
    }
    if formula := data.pop("text/latex", ""):  # pages have a box for HTML, and none for LaTeX
        data.setdefault("text/html", f"<p>{escape(formula)}</p>")
    shown: Output = {"output_type": kind, "data": data, "metadata": {}}
    if kind == "execute_result":
        count = output.get("execution_count")
        shown["execution_count"] = count if type(count) is int and 0 < count < 10**6 else None
    return shown


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _png(value: str) -> str:
    """The base64 text if it decodes to a PNG, else nothing."""
    try:
        raw = base64.b64decode(value, validate=True)
    except ValueError:
        return ""
    return base64.b64encode(raw).decode() if raw.startswith(b"\x89PNG\r\n\x1a\n") else ""


_CLEANERS: dict[str, Callable[[str], str]] = {
    "text/plain": _text,
    "text/latex": latex,
    "image/png": _png,
    "text/html": html,
    REQUEST: _text,
}
