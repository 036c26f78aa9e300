r"""LaTeX between dollars, in HTML that is harmless already, as MathML: browsers draw it themselves,
without a script and without a network.
"""

import re
from html import escape, unescape
from xml.etree.ElementTree import Element, tostring

FORMULA_CHARACTERS = 2_000
"""A longer formula is shown as it was typed."""
_MOST_LEVELS = 50
"""So is one with more levels of braces: a browser takes half a minute to draw 900."""

_MATH = re.compile(r"(?<!\\)(?:\$\$(?P<block>[^$]+)\$\$|\$(?P<inline>[^$\s](?:[^$]*[^$\s\\])?)\$)")
_AS_IT_IS = re.compile(
    r'(<(?:code|pre)\b.*?</(?:code|pre)>|<(?:[^>"]|"[^"]*")*>)', re.DOTALL | re.IGNORECASE
)
_TAGS = frozenset(
    {"math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "msub", "msup", "msubsup"}
    | {"munder", "mover", "munderover", "mmultiscripts", "mprescripts", "mfrac", "msqrt", "mroot"}
    | {"mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "menclose", "merror"}
)
_ATTRIBUTES = frozenset(
    {"display", "displaystyle", "scriptlevel", "stretchy", "fence", "form", "separator", "accent"}
    | {"accentunder", "movablelimits", "largeop", "lspace", "rspace", "minsize", "maxsize"}
    | {"linethickness", "columnalign", "rowspacing", "columnspacing", "width", "mathvariant"}
)


def drawn(html: str) -> str:
    """`html` with its formulas drawn; those that cannot be are left as they were typed."""
    parts = _AS_IT_IS.split(html)
    return "".join(part if n % 2 else _MATH.sub(_formula, part) for n, part in enumerate(parts))


def _formula(match: re.Match[str]) -> str:
    from latex2mathml.converter import convert_to_element

    text = match["block"] or match["inline"]
    if len(text) > FORMULA_CHARACTERS:
        return match[0]
    try:
        display = "block" if match["block"] else "inline"
        element = convert_to_element(unescape(text), display=display)
        _keep_what_is_known(element, _MOST_LEVELS)
    except Exception:  # noqa: BLE001  (whatever strangers typed)
        return match[0]
    return tostring(element, encoding="unicode", method="html")


def _keep_what_is_known(element: Element, levels: int) -> None:
    """Raise ValueError for an element that is not part of a formula, or for more than so many
    `levels`; attributes are left out.

    latex2mathml writes characters as references; its own `convert` would bring `&lt;` back to life.
    """
    if not levels or element.tag not in _TAGS:
        raise ValueError(f"{escape(str(element.tag))} is no part of a formula")
    for name in set(element.attrib) - _ATTRIBUTES:
        del element.attrib[name]
    element.text = unescape(element.text or "")
    element.tail = unescape(element.tail or "")
    for child in element:
        _keep_what_is_known(child, levels - 1)
