"""Checking that law and reference solution give the same answers, on the cases of one seed."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.assignments.declaration import Assignment, Case, Functions, Law, Question
from autograder.assignments.figure import Figure, missing
from autograder.checking.answers import Answers, Reference
from autograder.checking.documented import agreement, declared, picked
from autograder.comparison import array_of, same_plain
from autograder.diagnosis.evidence import Observation
from autograder.errors import CodecError, UnusableError
from autograder.model import Plain, Returned, live
from autograder.open_figures import no_new_figures
from autograder.places import raised_at
from autograder.printed import decimal
from autograder.sandbox.codec import pack, unpack
from autograder.sandbox.plain import to_plain
from autograder.soundness.declared import optional
from autograder.soundness.ending import ending
from autograder.tolerance import Scale

REFERENCE = "the reference solution"


def cases_of(assignment: Assignment, question: Question, seed: int) -> tuple[Case, ...] | str:
    """The cases for a seed, or what is wrong with them."""
    try:
        cases = assignment.cases(question, seed)
        again = assignment.cases(question, seed)
    except Exception as error:  # noqa: BLE001  an instructor's code may raise anything
        said = f"its cases cannot be made ({raised_at(error)})"
        return f"{said}: let cases(rng) return a list of Case(...)"
    told = next(_wrong_with(question, cases), "")
    if told:
        return told
    if len(cases) != len(again) or not all(
        same_plain(list(a.args), list(b.args)) for a, b in zip(cases, again, strict=True)
    ):
        return "its cases differ from call to call: draw every number from the rng that is given"
    return cases


def _wrong_with(question: Question, cases: tuple[Case, ...]) -> Iterator[str]:
    """What keeps cases from being asked. Only the first counts: what follows may rest on it."""
    for case in cases:
        if not isinstance(case, Case):
            yield f"its cases hold {case!r}: each has to be a Case"
        if not isinstance(case.args, tuple) or not isinstance(case.about, str):
            yield "a case's arguments are no tuple: write Case((x, w)), and Case((x,)) for one"
        if not isinstance(case.raises, str):
            yield f"a case raises {case.raises!r}: write the exception's name as a text"
    if not any(not case.edge for case in cases):
        yield "it has no case, or only special ones: add more, or anything earns the general share"
    most = len([name for name in question.parameters if name])
    for case in cases:
        yield from _unsent(case.args)
        if not most - optional(question) <= len(case.args) <= most:
            yield (
                f"a case has {len(case.args)} arguments, but the signature {question.signature} "
                f"has {most}: make them agree"
            )


def _unsent(args: tuple[Plain, ...]) -> Iterator[str]:
    """What keeps arguments from arriving in a locked process."""
    try:
        unpack(pack(list(args)), arguments=True)
    except CodecError as error:
        yield (
            f"an argument {error}: use arrays, text, numbers of at most 64 bits, and lists and "
            "dictionaries of these, with text or numbers alone as keys and in sets; Formula for a "
            "function, Seeded for a generator, Columns for a data frame"
        )


def examine(
    assignment: Assignment,
    question: Question,
    reference: Reference | None,
    cases: tuple[Case, ...],
) -> tuple[list[str], list[tuple[Case, Observation]]]:
    """Law and reference on every case: what is wrong with their answers, and those of the law that
    can be compared."""
    law = getattr(assignment.functions, question.name)
    # As for a grade: the reference solutions are quicker, and say what rounding does.
    driven = getattr(Answers(assignment, 0, reference).functions, question.name)
    solved = reference[question.name] if reference else None
    observed: list[tuple[Case, Observation]] = []

    def told(case: Case) -> Iterator[str]:
        if case.raises:
            yield _raising(solved, case)
            return
        right, trouble = called("the law", law, case)
        if question.kind == "figure" and not trouble:
            yield from _drawing(right, solved, case)
            return
        trouble = trouble or _unfit(right)
        if trouble:
            yield trouble
            return
        scale = Scale(driven, case.args, question.tolerance)
        if solved is not None:
            got, trouble = called(REFERENCE, solved, case)
            yield trouble or _differing(question, got, right, scale)
        observed.append((case, Observation(case.args, right, right, scale)))

    said = [text for case in cases for text in told(case) if text]
    return [*dict.fromkeys(said), *_undeclared(assignment, question, cases)], observed


def _undeclared(
    assignment: Assignment, question: Question, cases: tuple[Case, ...]
) -> Iterator[str]:
    """The other questions that the law of this one calls, and that it is not said to build on."""
    asked: set[str] = set()

    def noted(name: str, law: Law) -> Law:
        def call(own: Functions, *args: Plain) -> Plain:
            asked.add(name)
            return law(own, *args)

        return call

    others = {q.name: noted(q.name, q.law) for q in assignment.questions if q is not question}
    law = getattr(assignment.functions.replacing(**others), question.name)
    for case in cases:
        if not (asked or case.edge or case.raises):
            called("the law", law, case)
    for name in sorted(asked - {q.name for q in assignment.builds_on(question)}):
        yield (
            f"its law calls own.{name}: name it in depends_on, or an error there costs points twice"
        )


def printed(assignment: Assignment, question: Question) -> Iterator[str]:
    """The printed numbers that do not hold."""
    for number in question.printed:
        try:
            documented = declared(number)
        except ValueError:
            continue  # said already
        yield from _unsent(number.args)
        try:
            right = to_plain(getattr(assignment.functions, question.name)(*number.args))
        except Exception as error:  # noqa: BLE001
            yield f"the law stops on the arguments of {number.what} ({raised_at(error)})"
            continue
        if picked(right, number.pick) is None:
            yield (
                f"the printed {number.text} for {number.what} is at no entry of the answer, "
                f"{short(right)}: correct its `pick`, which is {number.pick}"
            )
        elif not agreement(documented, Returned(right), right).holds:
            yield (
                f"the printed {number.text} for {number.what} (read as {decimal(number.text):g}) "
                f"does not hold, the law gives {short(right)}: correct the number, its arguments "
                "or its `pick`, or write ≈ before a whole number that is rounded"
            )


def called(whose: str, function: Callable[..., Any], case: Case) -> tuple[Plain, str]:
    """What a function gives as plain data, and what is wrong with that."""
    args = copy.deepcopy(case.args)
    try:
        with np.errstate(all="ignore"):
            value = function(*(live(args) if whose != "the law" else args))
        plain = value if isinstance(value, Figure) else to_plain(value)
    except UnusableError as error:
        return None, f"{whose} returns {error}, which is no plain data: return arrays or numbers"
    except Exception as error:  # noqa: BLE001
        return None, f"{whose} stops on a case{_about(case)} ({raised_at(error)}): correct it"
    if not same_plain(list(args), list(case.args)):
        return None, f"{whose} changes its arguments: let it work on copies"
    return plain, ""


def _raising(solved: Callable[..., Any] | None, case: Case) -> str:
    if solved is None:
        return ""
    try:
        solved(*live(copy.deepcopy(case.args)))
    except Exception as error:  # noqa: BLE001
        if type(error).__name__ == case.raises:
            return ""
        return (
            f"{REFERENCE} raises {raised_at(error)} on a case{_about(case)} where "
            f"{case.raises} is right: correct one of the two"
        )
    return f"{REFERENCE} does not raise {case.raises} on a case{_about(case)}"


def _unfit(right: Plain) -> str:
    if right is None:
        return "the law returns None: a `return` may be missing"
    if isinstance(right, Figure):
        return 'the law gives a Figure: declare the question with kind="figure"'
    for leaf in leaves(right):
        array = array_of(leaf)
        if array is not None and not np.isfinite(array).all():
            return "the right answer holds nan or inf: choose cases where it is finite"
    return ""


def _differing(question: Question, got: Plain, right: Plain, scale: Scale) -> str:
    try:
        compared = question.compare(got, right, scale)
        itself = question.compare(right, right, scale)
    except Exception as error:  # noqa: BLE001
        return f"an answer cannot be compared ({raised_at(error)}): correct `accept`"
    if not itself.equal:
        return (
            f"`accept` refuses the right answer itself ({itself.difference}): let it return `got` "
            "in the form of `right`"
        )
    if compared.equal:
        return ""
    return f"law and reference solution differ ({compared.difference}): correct the wrong one"


def _drawing(right: Plain, solved: Callable[..., Any] | None, case: Case) -> Iterator[str]:
    if not isinstance(right, Figure):
        yield "its kind is figure, but the law gives no Figure: say there what must be shown"
        return
    import matplotlib

    with matplotlib.rc_context({"backend": "agg", "interactive": False}), no_new_figures():
        from matplotlib import pyplot

        lacking = ending(missing)  # it calls the law's curves
        figure = pyplot.figure()
        empty = figure.add_subplot(projection="3d" if right.kind == "axes3d" else None)
        if not any(not element.formal for element in lacking(right, to_plain(empty))):
            yield "an empty figure shows everything that is asked for: ask for what is drawn"
        if solved is not None:
            drawn, told = called(REFERENCE, solved, case)
            if drawn is None and not told:
                told = f"{REFERENCE} returns None: let it return the axes or the figure"
            for element in lacking(right, drawn) if not told else ():
                yield f"{REFERENCE}'s figure lacks {element.missing}"
            if told:
                yield told


def leaves(value: Plain) -> Iterator[Plain]:
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, (tuple, list)) and array_of(value) is None:
        for item in value:
            yield from leaves(item)
    else:
        yield value


def _about(case: Case) -> str:
    return f" ({case.about})" if case.about else ""


def short(value: Plain) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 80 else f"{text[:77]}..."
