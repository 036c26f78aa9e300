"""Rendering pages: a template and its content become one HTML text that loads nothing.

Everything that is put into a template is escaped, and each page forbids itself the network and
any script but its own (a Content-Security-Policy with the script's digest), so that a name or a
message that slipped through could still do nothing.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autograder import __version__
from autograder.model import SAID
from autograder.points import in_full, shown
from autograder.wording import as_html

TEMPLATES = Path(__file__).with_name("templates")


def render(template: str, **content: Any) -> str:
    """The page made from `template` (a file in `templates/`) and `content`."""
    return "".join(parts(template, **content))


def parts(template: str, **content: Any) -> Iterator[str]:
    """The same in parts: held as a whole, a large page would take ten times the memory."""
    return _environment().get_template(template).generate(content)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    script = (TEMPLATES / "page.js").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment.globals.update(
        # Our own files, not anybody's text: the only things that go in as they are.
        style=Markup((TEMPLATES / "page.css").read_text(encoding="utf-8")),
        script=Markup(script),
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'",
        version=__version__,
        signs={kind: sign for kind, (sign, _) in SAID.items()},
        words={kind: words for kind, (_, words) in SAID.items()},
    )
    environment.filters.update(
        num=shown,
        full=in_full,
        percent=percent,
        spoken=spoken,
        ticked=ticked,
        sentence=sentence,
        breakable=breakable,
    )
    return environment


def percent(share: float) -> str:
    """A share from 0 to 1 as a whole percentage."""
    return f"{100 * share:.0f} %"


def spoken(name: str) -> str:
    """An assignment's name as words: `gradient_descent_1d` is "Gradient descent 1D"."""
    return re.sub(r"\b(\d)d\b", r"\1D", name.replace("_", " ").capitalize())


def sentence(words: str) -> str:
    """Words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def breakable(name: str) -> Markup:
    """A name of Python's that may go on in the next line behind each underscore."""
    return Markup("_<wbr>").join(name.split("_"))


def ticked(text: str) -> Markup:
    """Text with what stands between backticks set as code."""
    return Markup(as_html(text))
