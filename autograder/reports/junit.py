"""JUnit XML of grades: a suite per submission, a case per question.

A question that lost points is a failure whose text is the feedback; a submission that could not
be graded is one error. Points stand in the case's properties.
"""

import re
from collections.abc import Iterable

from junitparser import Error, Failure, JUnitXml, Properties, Property, TestCase, TestSuite

from autograder.model import QuestionResult, Scorecard
from autograder.points import shown

# XML 1.0 admits no other control characters, and a student's text may hold any.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(scorecards: Iterable[Scorecard]) -> str:
    """The XML as text."""
    report = JUnitXml("autograder")
    for card in scorecards:
        suite = TestSuite(_clean(f"{card.assignment}/{card.student}"))
        suite.add_property("score", shown(card.score))
        suite.add_property("max_score", shown(card.max_score))
        if card.status == "ungraded":
            case = TestCase("ungraded", classname=_clean(card.assignment))
            case.result = [Error(_clean(" ".join(card.notes)))]
            suite.add_testcase(case)
        for question in card.questions:
            suite.add_testcase(_case(card, question))
        report.add_testsuite(suite)
    report.update_statistics()
    text = report.tostring()
    return str(text.decode() if isinstance(text, bytes) else text)


def _case(card: Scorecard, question: QuestionResult) -> TestCase:
    case = TestCase(question.name, classname=_clean(f"{card.assignment}.{card.student}"))
    properties = Properties()
    properties.add_property(Property("score", shown(question.score)))
    properties.add_property(Property("max_score", shown(question.max_score)))
    case.append(properties)
    if question.outcome != "passed":
        kind = question.diagnosis or question.outcome
        case.result = [Failure(_clean(question.feedback), kind)]
    return case


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
