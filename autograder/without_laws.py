"""Making what students get of a course's own declaration: the answers of its laws, and no law.

The answers are those of the check cells' public cases (`autograder/assignments/recorded.py` reads
them). A module beside the declaration that no cell of the notebook imports stays behind as well.
"""

import ast
import builtins
import json
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from autograder.assignments import recorded_path
from autograder.assignments.declaration import LAW_STOPS, Assignment, Case, Functions, Law, Question
from autograder.assignments.figure import Element, Figure
from autograder.assignments.grid_function import GridFunction
from autograder.assignments.recorded import AS_IT_IS, SEVERAL, Written, written
from autograder.checking.answers import PUBLIC_SEED, Answers
from autograder.checking.trying import small
from autograder.course import Course
from autograder.deadline import undeclared
from autograder.diagnosis.suspects import Suspect
from autograder.model import Plain, live
from autograder.names import read
from autograder.notebook.instructors import read_instructors
from autograder.sandbox.plain import to_plain
from autograder.tolerance import Scale

CURVE_VALUES = 801
"""Values of a curve that are recorded, over three times its span."""

SURFACE_VALUES = 61
"""The same of a surface, on each axis."""


def keep_laws_back(
    course: Course, name: str, folder: Path, begin: Callable[[str], None] = lambda _: None
) -> None:
    """Put a record of the declaration in its place in `folder`, which students get. `begin` is told
    of each question whose answers are computed.

    Nothing changes for an assignment without a declaration of its own.
    """
    declaration = course.declaration_path(name)
    if not declaration.is_file():
        return
    text = json.dumps(recorded(course.declaration(name), begin), ensure_ascii=False)
    recorded_path(name, folder).write_text(text, encoding="utf-8")
    for path in _instructors(course, name):
        (folder / path.relative_to(declaration.parent)).unlink(missing_ok=True)


def recorded(assignment: Assignment, begin: Callable[[str], None] = lambda _: None) -> Written:
    """Everything of an assignment that a check cell needs, as JSON has it."""
    answers = Answers(assignment, PUBLIC_SEED)
    tape = _Tape(assignment)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for question in assignment.questions:
            begin(f"{question.name}, the answers for its check cell")
            tape.ask(question, answers)
        questions = []
        for question in assignment.questions:
            begin(f"{question.name}, what its mistakes give")
            questions.append(_question(answers, question, tape))
    return {"name": assignment.name, "title": assignment.title, "questions": questions}


class _Tape:
    """Every call of a law, and what came of it."""

    def __init__(self, assignment: Assignment) -> None:
        self._laws = assignment.functions
        noting = {q.name: self._noting(q) for q in assignment.questions}
        self._noted = assignment.functions.replacing(**noting)
        self.calls: dict[str, dict[str, tuple[Written, Written]]] = {q: {} for q in noting}

    def _noting(self, question: Question) -> Law:
        law = question.law
        if question.kind == "figure":  # what it asks of others is a grid of points
            return lambda _own, *args: self.note(question.name, args, law, self._laws)
        return lambda own, *args: self.note(question.name, args, law, own)

    def note(self, name: str, args: tuple[Plain, ...], law: Law, own: Functions) -> Plain:
        """What `law` gives, noted."""
        asked = written(list(args))
        answer = law(own, *args)
        self.calls[name][json.dumps(asked)] = (asked, written(_as_told(answer)))
        return answer

    def ask(self, question: Question, answers: Answers) -> None:
        """Ask a law, and those that it builds on, what a check cell will ask."""
        asked = [*answers.assignment.cases(question, PUBLIC_SEED)]
        asked += [Case(printed.args) for printed in question.printed]
        declared = len(asked)
        if question.kind == "value":
            special = dict.fromkeys(case.about for case in asked if case.edge)
            asked += [c for about in ("", *special) for c in small(answers, question, about)]
        for place, case in enumerate(asked):
            if case.raises:
                continue
            try:
                with nullcontext() if place < declared else undeclared():
                    getattr(self._noted, question.name)(*case.args)
            except LAW_STOPS:
                continue  # what was left of a case to show is no case of this question
            if question.kind == "value":
                _ = self._scale(question, case).tolerance

    def _scale(self, question: Question, case: Case) -> Scale:
        def law(*args: Plain) -> Plain:
            given = tuple(live(args))
            return self.note(question.name, given, self._laws.law(question.name), self._laws)

        return Scale(law, case.args, question.tolerance)


def _question(answers: Answers, question: Question, tape: _Tape) -> Written:
    tolerance, suspects = question.tolerance, answers.predictions.line_up(question)
    return {
        **{name: getattr(question, name) for name in (*AS_IT_IS, *SEVERAL)},
        "numerical": question.numerical,
        "accept": question.accept and _standing_alone(question.accept),
        "shares": list(vars(question.shares).values()),
        "tolerance": tolerance and [tolerance.relative, tolerance.absolute],
        "printed": [[written(list(p.args)), p.text, p.what, p.pick] for p in question.printed],
        "cases": [
            {"args": written(list(c.args)), "about": c.about, "edge": c.edge, "raises": c.raises}
            for c in answers.assignment.cases(question, PUBLIC_SEED)
        ],
        "calls": list(tape.calls[question.name].values()),
        "mistakes": [
            {
                "code": suspect.code,
                "hint": suspect.mistake.hint,
                "calls": list(_predicted(answers, question, suspect)),
            }
            for (suspect,) in (*suspects.own, *suspects.inherited)
        ],
    }


def _predicted(
    answers: Answers, question: Question, suspect: Suspect
) -> Iterator[tuple[Written, Written]]:
    """What a function with this mistake gives on each case where anything comes of it."""
    for case in answers.assignment.cases(question, PUBLIC_SEED):
        given = answers.predictions.of((suspect,), question.name, case.args)
        if given is not None and not case.raises:
            yield written(list(live(case.args))), written(_as_told(given))


def _as_told(value: Plain) -> Plain:
    """An answer as plain data; of a figure's functions, their values."""
    if isinstance(value, Figure):
        return replace(value, elements=tuple(map(_tabulated, value.elements)))
    return to_plain(value)


def _tabulated(element: Element) -> Element:
    name, args = element.made
    if name == "panel":
        args = (tuple(map(_tabulated, args[0])), *args[1:])
    elif args and callable(args[0]) and not isinstance(args[0], GridFunction):
        ends = np.atleast_2d(np.asarray(args[1], dtype=float))
        ends = ends.reshape(-1, 1) if name == "curve" else ends
        args = (_table(args[0], ends.min(axis=0), ends.max(axis=0)), *args[1:])
    return replace(element, made=(name, args))


def _table(function: Callable[..., Any], low: Any, high: Any) -> GridFunction:
    """A function's values between `low` and `high`, and as far again on either side."""
    wide = np.where(high > low, high - low, 1.0)
    fine = CURVE_VALUES if len(low) == 1 else SURFACE_VALUES
    grid = [np.linspace(a - w, b + w, fine) for a, b, w in zip(low, high, wide, strict=True)]
    table = GridFunction(tuple(grid), _values(function, grid))
    between = [(axis[1:] + axis[:-1]) / 2 for axis in grid]
    off = np.abs(_values(table, between) - _values(function, between))
    inside = [(a < m) & (m < b) for a, m, b in zip(low, between, high, strict=True)]
    off = off[np.ix_(*inside)]
    size = np.nanmax(np.abs(np.asarray(table.values)), initial=0.0)
    return replace(table, error=float(2 * np.nanmax(off, initial=0.0) / (size or 1.0)))


def _values(function: Callable[..., Any], grid: list[Any]) -> Any:
    def at(*place: float) -> float:
        try:
            value = float(np.squeeze(function(*map(float, place))))
        except LAW_STOPS:
            return np.nan
        return value if np.isfinite(value) else np.nan

    return np.vectorize(at, otypes=[float])(*np.meshgrid(*grid, indexing="ij"))


def _standing_alone(accept: Callable[..., Any]) -> str:
    """A text that defines `accept`, where libraries' names are all that it needs; else empty."""
    code = getattr(accept, "__code__", None)
    if code is None or code.co_freevars:
        return ""
    path = Path(code.co_filename)
    text = path.read_text(encoding="utf-8-sig")
    tree = ast.parse(text)
    imports = {}
    for line in tree.body:
        for alias in line.names if isinstance(line, ast.Import | ast.ImportFrom) else ():
            module = getattr(line, "module", None) or alias.name
            if not (path.parent / f"{module.partition('.')[0]}.py").is_file():
                imports[alias.asname or alias.name.partition(".")[0]] = ast.unparse(line)
    for node in ast.walk(tree):
        if isinstance(node, ast.Lambda | ast.FunctionDef) and node.lineno == code.co_firstlineno:
            own = ast.get_source_segment(text, node) or ""
            named = isinstance(node, ast.FunctionDef)
            own = f"{own}\naccept = {accept.__name__}" if named else f"accept = {own}"
            needed = read(own) - {accept.__name__, *dir(builtins)}
            if needed <= imports.keys():
                return "\n".join([*(imports[name] for name in sorted(needed)), own])
    return ""


def _instructors(course: Course, name: str) -> set[Path]:
    """The declaration, and the modules beside it that no cell of the notebook needs."""
    declaration = course.declaration_path(name)
    kept = {*declaration.parent.rglob("*.py")} - {declaration}
    cells = read_instructors(course.source_path(name)).cells
    texts = [cell.text for cell in cells if cell.kind == "code"]
    while given := {path for path in kept if any(_imports(path, text) for text in texts)}:
        kept -= given
        texts = [path.read_text(encoding="utf-8-sig") for path in given]
    return kept | {declaration}


def _imports(path: Path, text: str) -> bool:
    module = path.parent.name if path.stem == "__init__" else path.stem
    return re.search(rf"^\s*(?:import|from)\b.*\b{module}\b", text, re.MULTILINE) is not None
