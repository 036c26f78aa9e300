"""The codes of a diagnosis: one list, from which the sentences and the JSON's schema follow."""

from __future__ import annotations

import json
from typing import get_args

from autograder.diagnosis.sentences import SENTENCES
from autograder.model import Code, Witness
from autograder.reports.grade_json import SCHEMA
from tests.reports.schema import filled

CODES = get_args(Code)


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert tuple(SENTENCES) == CODES, "`Code` in model.py and SENTENCES have them in one order"
    for code, sentence in SENTENCES.items():
        assert sentence.endswith("."), code


def test_the_schema_of_a_grade_lists_the_words_of_the_model() -> None:
    text = SCHEMA.read_text(encoding="utf-8")
    assert filled(text) == text, "python -m tests.reports.schema writes it anew"
    defined = json.loads(text)["$defs"]
    assert defined["question"]["properties"]["diagnosis"]["enum"] == [None, *CODES]
    assert defined["check"]["properties"]["witness"]["enum"] == [*get_args(Witness)]
