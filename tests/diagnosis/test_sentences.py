"""The codes of a diagnosis: one list, from which the sentences and the JSON's schema follow."""

from __future__ import annotations

import json
from typing import get_args

from autograder.diagnosis.sentences import SENTENCES
from autograder.model import Code
from autograder.reports.grade_json import SCHEMA

CODES = get_args(Code)


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    assert tuple(SENTENCES) == CODES
    for code, sentence in SENTENCES.items():
        assert sentence.endswith("."), code


def test_the_schema_of_a_grade_lists_the_same_codes() -> None:
    question = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]["question"]
    assert question["properties"]["diagnosis"]["enum"] == [None, *CODES]
