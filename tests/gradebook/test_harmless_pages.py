"""What a student writes in Markdown does nothing in what an instructor or a student opens."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbgrader
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from traitlets.config.loader import PyFileConfigLoader

from autograder.sandbox.harmless import checked, html, latex, words
from tests.nbgrader.browser import browser

ROOT = Path(__file__).parents[2]
TEMPLATES = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
HIT = "document.title='LIVE'"
SVG = base64.b64encode(f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{HIT}\"/>".encode())
LIVE = {
    "script": f"<script>{HIT}</script>",
    "script in a table": f"<table><tr><td><script>{HIT}</script></td></tr></table>",
    "handler": f'<img src=x onerror="{HIT}">',
    "handler of a heading": f'# <b onmouseover="{HIT}" style="font-size:900px">a</b>',
    "svg": f'<svg onload="{HIT}"><script>{HIT}</script></svg>',
    "svg in math": f'<math><mtext><svg><style><img src=x onerror="{HIT}"></style></svg></math>',
    "mutation": f'<noscript><p title="</noscript><img src=x onerror={HIT}>"></noscript>',
    "frame": f'<iframe srcdoc="<script>parent.{HIT}</script>"></iframe>',
    "frame of a script": f'<iframe src="javascript:parent.{HIT}"></iframe>',
    "object": f'<object data="data:image/svg+xml;base64,{SVG.decode()}"></object>',
    "embed": f'<embed src="data:image/svg+xml;base64,{SVG.decode()}">',
    "form": '<form action="/formgrader/api/grades"><input name="score"><button>ok</button></form>',
    "form that focuses": f'<input autofocus onfocus="{HIT}">',
    "button of a form": '<button formaction="javascript:1">x</button>',
    "style": "<style>.score{visibility:hidden} body{display:none}</style>",
    "style that loads": '<p style="background:url(http://127.0.0.1:9/leak)">x</p>',
    "overlay": '<div style="position:fixed;top:0;left:0;width:100%;height:100%">13/13</div>',
    "blanks over the page": '<a href="http://a.org" style="padding: 9000px; border: 9px">13</a>',
    "text over the page": '<p style="margin-top: calc(0px - /**/ 9000px)">13/13</p>',
    "class of the page": '<div class="modal fade in panel-heading" id="score">13/13</div>',
    "sheet": '<link rel="stylesheet" href="http://127.0.0.1:9/leak.css">',
    "base": '<base href="http://127.0.0.1:9/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">',
    "link": f"[a](javascript:{HIT})",
    "link in HTML": f'<a href="javascript:{HIT}">a</a>',
    "link spelled otherwise": f'<a href="&#106;ava\tscript:{HIT}">a</a>',
    "link to the server": '<a href="/formgrader/manage_students">a</a> [b](/logout)',
    "link to a file beside the notebook": "[a](http:data.html) <http:data.html> <https:data.html>",
    "link to the server that names none": '<a href="http:/formgrader/?path=x">a</a>',
    "link of two lines": '<a href="ht\ntp:data.html">a</a>',
    "link of data": f'<a href="data:text/html,<script>{HIT}</script>">a</a>',
    "link by reference": f"[a][b]\n\n[b]: javascript:{HIT}",
    "foreign image": "![a](http://127.0.0.1:9/leak.png)",
    "foreign image in HTML": '<img srcset="http://127.0.0.1:9/x 2x" src="http://127.0.0.1:9/leak">',
    "video": f'<video src="http://127.0.0.1:9/leak" onerror="{HIT}" autoplay></video>',
    "comment": f"<!--[if IE]><script>{HIT}</script><![endif]--><!--><img src=x onerror={HIT}>-->",
    "declaration": "<![<",
    "link in a formula": rf"$\href{{javascript:{HIT}}}{{x}}$",
    "end of the page": f"</div></div></div></body></html><script>{HIT}</script>",
    "template": f"<template><script>{HIT}</script></template>{{{{ 7*7 }}}}",
}
HONEST = r"""# Activity 2: *descent*

A **paragraph** with `a < b`, [a link](https://example.org/page), $a<b$ and a formula:

$$J(W) = \frac{1}{2N} \lVert Y - XW \rVert^2, \quad x_{i+1} < x_i$$

| step | value |
|-----:|------:|
| 1    | 0.5   |

- one
- two

```python
def f(x):
    return x < 3
```

> quoted
"""


def page(template: str) -> str:
    """A notebook of everything above, as the course's nbgrader shows it."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]
    bootstrap = TEMPLATES.parent / "static" / "node_modules" / "bootstrap" / "dist" / "css"
    config.HTMLExporter.extra_template_paths = [str(bootstrap)]
    pixel = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
    attached = new_markdown_cell("![pixel](attachment:a.png) ![svg](attachment:b.svg)")
    attached["attachments"] = {
        "a.png": {"image/png": pixel},
        "b.svg": {"image/svg+xml": SVG.decode()},
    }
    shown = {"text/html": LIVE["script"], "text/plain": "x", "text/markdown": LIVE["script"]}
    cells = [
        new_markdown_cell(HONEST, metadata={"tags": [f'"><script>{HIT}</script>']}),
        attached,
        *(new_markdown_cell(text) for text in LIVE.values()),
        *(new_raw_cell(text, metadata={"raw_mimetype": "text/html"}) for text in LIVE.values()),
        *(new_raw_cell(text) for text in LIVE.values()),
        new_code_cell("1", outputs=[new_output("display_data", data=shown)]),
    ]
    made = new_notebook(cells=cells, metadata={"title": f"<script>{HIT}</script>"})
    marks = {"student": "s", "assignment": "a", "notebook": "a", "score": 1.0, "max_score": 2.0}
    marks |= {"late_penalty": 0, "submission_id": "1", "mathjax_url": "", "base_url": "/"}
    marks |= {"index": 0, "total": 1, "first_name": "", "last_name": "", "notebook_uuid": "1"}
    resources = {"nbgrader": SimpleNamespace(**marks), **marks}
    exporter: Any = HTMLExporter
    text, _ = exporter(config=config).from_notebook_node(made, resources=resources)
    return str(text)


@pytest.mark.slow
@pytest.mark.parametrize("template", ["feedback", "formgrade"])
def test_nothing_is_live_in_a_browser_and_honest_text_is_whole(
    template: str, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(page(template), encoding="utf-8")
    with browser(tmp_path / "profile") as driver:
        driver.get(path.as_uri())

        def said(script: str) -> object:
            return json.loads(driver.execute_script(f"return JSON.stringify({script})"))

        inside = "document.querySelector('#notebook-container')"
        assert said("document.title") != "LIVE"
        forbidden = "script,style,iframe,object,embed,form,input,button,link,base,meta,svg,video"
        assert (
            said(f"[...{inside}.querySelectorAll('.rendered_html :is({forbidden})')].length") == 0
        )
        links = said(f"[...{inside}.querySelectorAll('.rendered_html a[href]')].map(a => a.href)")
        assert links == ["https://example.org/page", "http://a.org/"]
        images = said(f"[...{inside}.querySelectorAll('.rendered_html img[src]')].map(i => i.src)")
        assert isinstance(images, list)
        assert [image[:15] for image in images] == ["data:image/png;"]
        assert said(f"[...{inside}.querySelectorAll('[id=score],.modal')].length") == 0
        honest = f"{inside}.querySelector('.rendered_html')"
        place = f"(r => [r.x + 9, r.y + 9])({honest}.querySelector('h1').getBoundingClientRect())"
        assert said(f"document.elementFromPoint(...{place}).tagName") == "H1"
        assert said(f"{honest}.querySelector('h1 em').textContent") == "descent"
        assert said(f"[...{honest}.querySelectorAll('td')].map(d => d.textContent)") == ["1", "0.5"]
        assert said(f"{honest}.querySelectorAll('li, blockquote').length") == 3
        text = said(f"{honest}.innerText")
        assert isinstance(text, str)
        assert r"\frac{1}{2N} \lVert Y - XW \rVert^2, \quad x_{i+1} < x_i$$" in text
        assert "$a<b$" in text
        assert "return x < 3" in text
        assert said(f"{honest}.querySelector('.highlight .k').textContent") == "def"


@pytest.mark.parametrize("hostile", ["<![<", "<b>" * 80_000, "<ul><li>" * 32_000, "<" * 2**18])
def test_hostile_html_takes_no_time(hostile: str) -> None:
    assert isinstance(html(hostile), str)


@pytest.mark.parametrize("beside", ["", '<b title="</b></b>">1</b>', "<br>2</b>"])
def test_html_of_too_many_levels_is_shown_as_text(beside: str) -> None:
    level = f'<div style="display: inline-block">{beside}'
    assert html(level * 101).startswith("&lt;div")
    assert html(level * 99).startswith("<div")
    assert html(f"<p>{beside}<br><img></p>" * 200).startswith("<p")


@pytest.mark.parametrize("much", ["<div>" * 101, "<b>" * 5_001])
def test_a_formula_in_html_that_is_shown_as_text_has_no_link(much: str) -> None:
    assert html(much + r"$\href{http:data.html}{x}$").endswith("$\\\u200chref{http:data.html}{x}$")


def test_a_formula_that_a_cell_shows_goes_into_the_box_for_html() -> None:
    shown = {"text/latex": r"$\smash{\rule{9em}{9em}} x < 1$", "text/plain": "x"}
    output = {"output_type": "display_data", "data": shown}
    data = {"text/html": r"<p>$\smash{\rule{9em}{9em}} x &lt; 1$</p>", "text/plain": "x"}
    assert [kept["data"] for kept in checked([output], 1000)] == [data]


def test_a_table_of_pandas_stays_a_table() -> None:
    table = "<table><tr><td>1</td></tr></table>"
    assert html(f"<div><style scoped>.a {{}}</style>{table}</div>") == (
        "<div><table><tbody><tr><td>1</td></tr></tbody></table></div>"
    )


def test_only_commands_that_act_are_broken_in_a_formula() -> None:
    assert latex(r"\href{x}{y} \require{z}") == "\\\u200chref{x}{y} \\\u200crequire{z}"
    assert latex(r"\mmlToken{mi}[href='http:a']{x}") == "\\\u200cmmlToken{mi}[href='http:a']{x}"
    assert latex(r"\fcolorbox{red;top:0}{red}{x}") == "\\\u200cfcolorbox{red;top:0}{red}{x}"
    assert latex(r"\hrefs \frac{1}{2} \classical") == r"\hrefs \frac{1}{2} \classical"


def test_words_steer_nothing() -> None:
    assert (
        words("\x1b[31mrot\x07\x9b2J\u202eevil\u200b", 100)
        == "\ufffd[31mrot\ufffd\ufffd2J\ufffdevil\ufffd"
    )
    assert words("größer ≤ 3\n\tnext ŷ", 100) == "größer ≤ 3\n\tnext ŷ"
    assert words("x" * 2000, 1000) == "x" * 1000
    assert words("a::error::b ##[error] ##vso[task.x]", 100) == (
        "a: :error: :b # #[error] # #vso[task.x]"
    )
    assert words("x[::2], y[::-1] ## z", 100) == "x[::2], y[::-1] ## z"
