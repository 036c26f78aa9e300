"""Formulas in answers: drawn where they can be, harmless whatever they are."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_output

from autograder.marking import answer_html
from autograder.marking.formulas import drawn


def test_formulas_become_mathml_and_code_stays() -> None:
    html = drawn("<p>$0 &lt; x$ and $$x^2$$ but <code>$a$</code></p>")
    assert html.count("<math") == 2
    assert "<mo>&lt;</mo>" in html
    assert "<code>$a$</code>" in html


def test_a_formula_that_a_cell_shows_is_drawn() -> None:
    shown = new_output("display_data", data={"text/html": r"$\frac{x}{2}$", "text/plain": "x/2"})
    assert "<mfrac>" in answer_html.answer([new_code_cell("x / 2", outputs=[shown])])


def test_a_title_is_no_place_for_a_formula_even_if_it_looks_like_the_end_of_a_tag() -> None:
    # As nh3 0.3.6 writes it: with `>` and `<` as they are.
    html = '<abbr title="x>$a$<img src=x onerror=alert(1)>">$a$</abbr>'
    assert drawn(html).startswith(html.removesuffix("$a$</abbr>"))
    assert drawn(html).count("<math") == 1


@pytest.mark.parametrize(
    "formula",
    [
        r"$\text{<script>alert(1)</script>}$",
        r"$\text{&lt;img src=x onerror=alert(1)&gt;}$",
        r"$\href{javascript:alert(1)}{x}$",
        r"$\style{background:url(http://elsewhere)}{x}$",
        r"$&lt;script&gt;alert(1)&lt;/script&gt;$",
        r"$\class{mark}{x} \cssId{mark}{x}$",
        "$" + "{" * 900 + "x" + "}" * 900 + "$",
        r"$\begin{matrix}$ $\frac{1}$ $\left($",
        "costs $5 and $6",
    ],
)
def test_no_formula_is_live_or_stops_the_page(formula: str) -> None:
    html = answer_html.text(formula).lower()
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html.replace(r"\\href", "").replace("\\\u200chref", "")
    assert " style=" not in html
    assert " class=" not in html
    assert html.count("<mrow>") < 50


def test_texts_that_take_long_to_compare_are_shown_one_after_the_other() -> None:
    before, now = ("".join(f".{end}{n} " for n in range(1_000)) for end in "xy")
    assert answer_html.changed(before, now) == f"<del>{before}</del>"


def test_words_that_changed_are_marked_and_escaped() -> None:
    assert answer_html.changed("a <b> c", "a <i> c") == "a &lt;<del>b</del><ins>i</ins>&gt; c"
