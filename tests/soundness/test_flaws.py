"""Declarations that are broken on purpose: each is stopped before anybody is graded."""

from __future__ import annotations

import gc
import json
import shutil
import sys
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.assignments import NAMES
from autograder.cli import main
from autograder.course import Course
from autograder.soundness import flaws

ROOT = Path(__file__).parents[2]
NAME = "cooling"
OF_DECLARATION, OF_SOLUTION = f"source/{NAME}/{NAME}.py", f"solutions/{NAME}.py"
OF_NOTEBOOK = f"source/{NAME}/{NAME}.ipynb"
DECLARATION = '''
"""Newton's cooling."""

import numpy as np

from autograder.assignments.declaration import Assignment, Case, Mistake, Printed, Question, Shares
from autograder.assignments.sketch import Sketch
from autograder.symbolic import Derivative
from autograder.tolerance import Tolerance


def cooled(own, T, outside, rate, t):
    return outside + (T - outside) * np.exp(-rate * t)


def flow(own, T, outside, rate, t):
    return rate * (own.cooled(T, outside, rate, t) - outside)


def cases(rng):
    return [
        Case((rng.uniform(50, 90, n), rng.uniform(5, 20), rng.uniform(0.1, 0.5), rng.uniform(1, 3)))
        for n in (3, 4)
    ]


def extra(own, *args):
    return own.right(*args)


MISTAKES = (
    Mistake("sign-flipped", lambda own, *args: -own.right(*args)),
    Mistake(None, lambda own, T, o, r, t: own.right(T, o, 2 * r, t), "The rate counts twice."),
)
SKETCHES = ()
printed = (Printed((np.array([80.0]), 20.0, 0.0, 1.0), "≈ 80,0", "no cooling", (0,)),)
ASSIGNMENT = Assignment(
    "cooling",
    "Cooling",
    (
        Question(
            "cooled",
            "cooled(T, outside, rate, t)",
            "section 1",
            cooled,
            cases,
            MISTAKES,
            printed=printed,
        ),
        Question(
            "flow",
            "flow(T, outside, rate, t)",
            "section 2",
            flow,
            cases,
            MISTAKES,
            depends_on=("cooled",),
        ),
    ),
    SKETCHES,
)
'''
SOLUTION = '''
import numpy as np


def cooled(T, outside, rate, t):
    """The temperatures after the time t."""
    return outside + (T - outside) * np.exp(-rate * t)


def flow(T, outside, rate, t):
    """What flows off."""
    warmer = cooled(T, outside, rate, t) - outside
    return rate * warmer
'''


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course in which all fits together. To be copied, not changed."""
    made = tmp_path_factory.mktemp("right")
    for path, text in ((made / OF_DECLARATION, DECLARATION), (made / OF_SOLUTION, SOLUTION)):
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    run(made, "new-assignment", NAME)
    assert (made / OF_NOTEBOOK).is_file()
    return made


@pytest.fixture
def course(right: Path, tmp_path: Path) -> Path:
    return shutil.copytree(right, tmp_path / "course")


def run(course: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, [*words, "--course", str(course)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def hand_in(course: Path, *students: str) -> None:
    """Let students hand in the source notebook as it is now."""
    for student in students:
        handed_in = course / "submitted" / student / NAME / f"{NAME}.ipynb"
        handed_in.parent.mkdir(parents=True)
        handed_in.write_bytes((course / OF_NOTEBOOK).read_bytes())


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_fits_together_is_said_to(course: Path) -> None:
    status, said = run(course, "check-assignment", NAME)
    assert (status, said) == (
        0,
        f"{NAME}: declaration, reference solution and notebook fit together.\n",
    )


RATE = "lambda own, T, o, r, t: own.right(T, o, 2 * r, t)"
SIGNED = "lambda own, *args: -own.right(*args)"
DRAWN = "rng.uniform(50, 90, n), rng.uniform(5, 20), rng.uniform(0.1, 0.5), rng.uniform(1, 3)"
DEPENDS = "depends_on="
SKETCHED = "(Sketch('flow', 'Flow', 't', 'T', 'curve', lambda own: own.flow(1.0, 2.0, 3.0, 4.0)),)"
DECLARED = {
    "does not run": ("import numpy", "import nimpy", "nimpy"),
    "is cut off": ("ASSIGNMENT = Assignment(", "ASSIGNMENT = (Assignment(", "cannot be loaded"),
    "defines nothing": ("ASSIGNMENT =", "ASSIGMENT =", "must define ASSIGNMENT"),
    "has another name": ('"cooling",\n    "Cool', '"colling",\n    "Cool', "must define"),
    "law is wrong": ("outside + (T", "outside - (T", "differ"),
    "law forgets to return": ("return rate * (own", "rate * (own", "returns None"),
    "law raises": ("np.exp(-rate * t)", "np.epx(-rate * t)", "the law stops"),
    "law changes its arguments": (
        "    return outside + (T",
        "    T -= 0.0001\n    return outside + (T",
        "changes its arguments",
    ),
    "law takes other arguments": (
        "def cooled(own, T, outside, rate, t)",
        "def cooled(own, T, outside, rate)",
        "write it as law(own, T, outside, rate, t), or as standalone",
    ),
    "answer is not finite": ("return rate * (own", "return np.inf * (own", "nan or inf"),
    "cases raise": ("rng.uniform(1, 3)))", "rng.unifrom(1, 3)))", "cannot be made"),
    "cases have too few arguments": (", rng.uniform(1, 3)))", "))", "arguments"),
    "cases are none": ("for n in (3, 4)", "for n in ()", "no case"),
    "cases are all special": (
        "rng.uniform(1, 3)))\n",
        "rng.uniform(1, 3)), edge=True)\n",
        "it has no case, or only special ones",
    ),
    "cases are the same for all": (DRAWN, "50.0 + np.arange(n), 10.0, 0.2, 2.0", "rng.permutation"),
    "cases draw from elsewhere": (DRAWN, DRAWN.replace("rng.uni", "np.random.uni"), "call to call"),
    "cases are no cases": ("        Case((", "        tuple((", "has to be a Case"),
    "an argument cannot be sent": ("rng.uniform(1, 3)))", "object()))", "an argument"),
    "leaves Python": ("import numpy as np\n", "import numpy as np\n\nexit()\n", "leaves Python"),
    "law leaves Python": ("return rate * (own", "exit(0) or rate * (own", "leaves Python"),
    "a key cannot be sent": ("rng.uniform(1, 3)))", "{(1, 2): 3}))", "keys and in sets"),
    "a printed argument cannot be sent": (
        "(np.array([80.0]), 20.0, 0.0, 1.0)",
        "(np.array([80.0]), 20.0, 0.0, 10**30)",
        "at most 64 bits",
    ),
    "raises what is not raised": ("rng.uniform(1, 3)))", "1.0), raises='ValueError')", "raise"),
    "depends on nothing known": ('depends_on=("cooled",)', 'depends_on=("coled",)', "coled"),
    "depends on what comes later, and that on it": (
        "printed=printed,",
        'printed=printed, depends_on=("flow",),',
        "flow, which is not declared before it",
    ),
    "depends on itself": (
        'depends_on=("cooled",)',
        'depends_on=("flow",)',
        "not declared before it",
    ),
    "two of one name": ('            "flow",\n', '            "cooled",\n', "declared 2 times"),
    "a name that is none": ('            "flow",\n', '            "the flow",\n', "lacks the flow"),
    "the signature of another": ('"flow(T, outside', '"flaw(T, outside', "signature"),
    "the signature lacks one": ('"flow(T, outside, ', '"flow(T, ', "signature"),
    "an argument without a place": ('"flow(T, ', '"flow(T, *, ', "has a *: leave it out"),
    "any number of arguments": ('"flow(T, outside, rate, t)"', '"flow(*given)"', "has a *: leave"),
    "shares that are negative": (DEPENDS, "shares=Shares(edge=-1.0), depends_on=", "shares"),
    "shares that are no numbers": (DEPENDS, "shares=Shares(edge='1'), depends_on=", "of 0 or more"),
    "a share without end": (DEPENDS, "shares=Shares(float('inf')), depends_on=", "of 0 or more"),
    "a tolerance that is negative": (DEPENDS, "tolerance=Tolerance(-1), depends_on=", "0 or more"),
    "an argument twice": ('"flow(T, outside', '"flow(t, outside', "is not that of flow"),
    "a mistake with no words": (
        '"The rate counts twice."',
        "5",
        "`hint` is 5: it has to be a text",
    ),
    "no share for the general": (DEPENDS, "shares=Shares(general=0), depends_on=", "shares"),
    "a printed number that is none": ("≈ 80,0", "eighty", "is not a number"),
    "a printed number that is wrong": ("≈ 80,0", "≈ 80,2", "does not hold"),
    "a printed number that is read as a thousand": ("≈ 80,0", "8,000", "(read as 8000)"),
    "a printed number of no entry": ("(0,)),)", "(5,)),)", "is at no entry of the answer"),
    "a derivative of several numbers": (
        "return rate * (own",
        "return Derivative(lambda T: T * 2, ['T'])(T) + rate * (own",
        "for f(x) of each x, let the loss be np.sum",
    ),
    "printed for too few arguments": ("20.0, 0.0, 1.0)", "20.0, 0.0)", "the law stops"),
    "an unknown code": ('"sign-flipped"', '"sign-fliped"', "`code` is 'sign-fliped'"),
    "a mistake without words": ('"The rate counts twice."', '""', "neither a code nor a hint"),
    "a mistake that changes nothing": (SIGNED, "extra", "changes no answer"),
    "a mistake of other arguments": (RATE, "lambda own, T: T", "stops with TypeError"),
    "a mistake that is the same as none": (
        '"The rate counts twice."',
        '"The rate counts twice.", "ascent"',
        "which is no mistake of this question",
    ),
    "a mistake that is not the same": (
        '"The rate counts twice."',
        '"The rate counts twice.", "sign-flipped"',
        "gives other numbers",
    ),
    "a mistake that names no function": (SIGNED, "lambda own, *a: own.rihgt(*a)", "stops with"),
    "accept that takes anything": (
        DEPENDS,
        "accept=lambda got, right: right, depends_on=",
        "100 %|anything",
    ),
    "accept that fails": (DEPENDS, "accept=lambda got, right: got.x, depends_on=", "accept"),
    "accept that forgets to return": (DEPENDS, "accept=lambda g, r: None, depends_on=", "accept"),
    "a tolerance that is too wide": (DEPENDS, "tolerance=Tolerance(0.02), depends_on=", "1 % off"),
    "a tolerance that takes anything": (
        DEPENDS,
        "tolerance=Tolerance(0, 1e9), depends_on=",
        "anything",
    ),
    "an entry that counts for nothing": (
        "return rate * (own.cooled(T, outside, rate, t) - outside)",
        "return 1e-30 * T + 0 * own.cooled(T, outside, rate, t) - 1e9 + 1e9",
        "differ",
    ),
    "a sketch that draws nothing": ("SKETCHES = ()", f"SKETCHES = {SKETCHED}", "draws nothing"),
    "a sketch of nothing": (
        "SKETCHES = ()",
        f"SKETCHES = {SKETCHED.replace('flow', 'flew', 1)}",
        "is not declared",
    ),
    "mistakes that are no tuple": (
        "            MISTAKES,\n            printed",
        "            MISTAKES[0],\n            printed",
        "each item Mistake(...)",
    ),
    "a printed number that is no text": ('"≈ 80,0"', "80.0", "a text"),
    "depends on a text": ('depends_on=("cooled",)', 'depends_on="cooled"', "and each item a text"),
    "builds on another in silence": (DEPENDS + '("cooled",),', "", "name it in depends_on"),
    "a kind that is none": (DEPENDS, 'kind="figur", depends_on=', '"value" or "figure"'),
    "shares that are none": (DEPENDS, "shares={}, depends_on=", "has to be Shares(...)"),
    "a tolerance that is a number": (
        DEPENDS,
        "tolerance=0.02, depends_on=",
        "has to be Tolerance(...) or None",
    ),
    "accept that fails on text": (
        DEPENDS,
        "accept=lambda got, right: got * 1.0 if got is not None else 0, depends_on=",
        "has to take whatever",
    ),
    "an argument that is always the same": ("rng.uniform(1, 3)))", "0.0))", "in every case"),
    "a seed that is no whole number": (
        "rng.uniform(1, 3)))",
        "__import__('autograder').model.Seeded(rng.uniform())))",
        "'float' object cannot be interpreted as an integer",
    ),
    "an argument that matters in a later case alone": (
        "rng.uniform(0.1, 0.5), rng.uniform(1, 3)))",
        "(n - 3) * rng.uniform(0.1, 0.5), 0.0))",
        "argument t is 0.0 in every case",
    ),
    "no questions but one": (
        '"Cooling",\n    (',
        '"Cooling",\n    (None) and (',
        "a tuple of Questions",
    ),
    "a law with its arguments exchanged": (
        '"flow(T, outside, rate, t)"',
        '"flow(T, rate, outside, t)"',
        "another order",
    ),
    "arguments that are no tuple": (
        "        Case((rng.uniform(50, 90, n), ",
        "        Case(rng.uniform(50, 90, n)) or Case((1.0, ",
        "Case((x,))",
    ),
    "a figure that is none": (DEPENDS, 'kind="figure", depends_on=', "gives no Figure"),
}


SOLVED = {
    "is a class": (
        "def flow(T, outside, rate, t):",
        "class flow:\n    pass\n\n\ndef flown(T, outside, rate, t):",
        "say which methods are called",
    ),
    "does not run": ("import numpy", "import nimpy", "nimpy"),
    "lacks a function": ("def flow", "def flew", "lacks flow"),
    "is wrong": ("return rate * warmer", "return warmer", "differ"),
    "raises": ("return rate * warmer", "return rate * wormer", "'wormer' is not defined, line "),
    "changes its arguments": (
        "    return outside",
        "    T += 0.5\n    T -= 0.5\n    T[0] += 1\n    return outside",
        "changes its arguments",
    ),
    "returns what is no data": ("return rate * warmer", "return object()", "plain data"),
}


def test_a_reference_that_returns_no_figure_is_told_so(course: Path) -> None:
    shown = "lambda own, *args: Figure((points(np.eye(2), 'two points'),))"
    law = f"            {shown},\n            cases,\n            "
    old = "            flow,\n            cases,\n            MISTAKES,"
    changed(course / OF_DECLARATION, old, f"{law}(),\n            kind='figure',")
    start = "from autograder.assignments.figure import Figure, points\n\n\ndef flow("
    changed(course / OF_DECLARATION, "def flow(", start)
    changed(course / OF_SOLUTION, "return rate * warmer", "print(warmer)")
    status, said = run(course, "check-assignment", NAME)
    assert status == 3
    assert "flow: the reference solution returns None: let it return the axes or the figure" in said
    assert "lacks" not in said


def test_cases_of_two_values_may_be_the_same_for_a_few_seeds(course: Path) -> None:
    path = course / OF_DECLARATION
    changed(path, DRAWN, "50.0 + np.arange(n), rng.choice([5.0] * 9 + [20.0]), 0.2, 2.0")
    status, said = run(course, "check-assignment", NAME)
    assert status == 0, said
    assert "every seed" not in said


def test_a_comment_in_another_encoding_hides_nothing(course: Path) -> None:
    path = course / OF_SOLUTION
    path.write_bytes("# Abkühlung\n".encode("latin-1") + path.read_bytes())
    refused = sys.version_info >= (3, 14)  # by Python itself
    assert run(course, "check-assignment", NAME)[0] == (3 if refused else 0)
    given_away = rewritten("check-flow", "check(", "'''\nreturn rate * warmer\n'''\ncheck(")
    cells(given_away)(course / OF_NOTEBOOK)
    assert run(course, "check-assignment", NAME)[0] == 3


def test_a_byte_order_mark_hides_nothing(course: Path) -> None:
    notebook, solution = course / OF_NOTEBOOK, course / OF_SOLUTION
    solution.write_bytes(BOM_UTF8 + solution.read_bytes())
    before = notebook.read_bytes()
    notebook.unlink()
    assert run(course, "new-assignment", NAME)[0] == 0
    assert notebook.read_bytes() == before
    cells(NOTEBOOK["a line of a solution in a check"][0])(notebook)
    assert "is released" in run(course, "check-assignment", NAME)[1]


@pytest.mark.parametrize(
    ("name", "told"), [("größe", "use the letters a to z"), ("law", "own.law is"), ("right", "own")]
)
def test_a_name_that_nbgrader_or_a_law_has_no_room_for_is_stopped(
    course: Path, name: str, told: str
) -> None:
    for path in (course / OF_DECLARATION, course / OF_SOLUTION):
        path.write_text(path.read_text(encoding="utf-8").replace("flow", name), encoding="utf-8")
    status, said = run(course, "check-assignment", NAME)
    assert status == 3
    assert f"{name}: " in said
    assert told in said


def test_a_name_of_no_assignment_is_told_with_those_of_the_course(course: Path) -> None:
    status, said = run(course, "check-assignment", "colling")
    assert status == 2
    assert said.endswith(f"regularized_regression, {NAME}\n")


def cells(change: Callable[[dict[str, dict[str, object]]], None]) -> Callable[[Path], None]:
    def on(path: Path) -> None:
        content = json.loads(path.read_text())
        for cell in content["cells"]:
            cell["source"] = "".join(cell["source"])
        named = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in content["cells"]}
        change(named)
        path.write_text(json.dumps(content))

    return on


def rewritten(cell: str, old: str, new: str) -> Callable[[dict[str, dict[str, object]]], None]:
    def change(named: dict[str, dict[str, object]]) -> None:
        text = str(named[cell]["source"])
        assert old in text
        named[cell]["source"] = text.replace(old, new)

    return change


def marked(cell: str, **marks: object) -> Callable[[dict[str, dict[str, object]]], None]:
    return lambda named: named[cell]["metadata"]["nbgrader"].update(marks)  # type: ignore[index]


def moved_up(path: Path) -> None:
    content = json.loads(path.read_text())
    ids = [c["metadata"].get("nbgrader", {}).get("grade_id") for c in content["cells"]]
    check = content["cells"].pop(ids.index("check-flow"))
    content["cells"].insert(ids.index("flow"), check)
    path.write_text(json.dumps(content))


def kernel(**metadata: object) -> Callable[[Path], None]:
    def on(path: Path) -> None:
        content = json.loads(path.read_text())
        path.write_text(json.dumps({**content, "metadata": metadata}))

    return on


def with_no_cell(path: Path) -> None:
    notebook = json.loads(path.read_text())
    notebook["cells"].insert(2, "a text")
    path.write_text(json.dumps(notebook))


PLACED = {
    "something that is no cell": (with_no_cell, "cell 3 of the source notebook is no cell"),
    "a solution in Markdown": (
        cells(lambda n: n["flow"].update(cell_type="markdown")),
        "flow: the cell flow is no code cell: make it one",
    ),
    "a check in Markdown": (
        cells(lambda n: n["check-flow"].update(cell_type="markdown")),
        "flow: the cell check-flow is no code cell: make it one",
    ),
    "a check that is not locked": (
        cells(marked("check-flow", locked=False)),
        "flow: the cell check-flow is no locked test cell: choose",
    ),
    "a check that is not graded": (
        cells(marked("check-flow", grade=False)),
        "flow: the cell check-flow is no locked test cell: choose",
    ),
    "a check that is marked by hand": (
        cells(marked("check-flow", solution=True, locked=False)),
        "flow: the cell check-flow is no locked test cell: choose",
    ),
    "a check above its solution": (
        moved_up,
        "flow: the cell check-flow stands above flow: move it below",
    ),
    "a kernel of R": (
        kernel(kernelspec={"name": "ir", "display_name": "R", "language": "R"}),
        "its kernel is one of r: choose a Python kernel",
    ),
    "a kernel of Julia": (
        kernel(language_info={"name": "julia"}),
        "its kernel is one of julia: choose a Python kernel",
    ),
}


NOTEBOOK = {
    "a check of another function": (
        rewritten("check-flow", '"flow"', '"cooled"'),
        "the cell check-flow calls check('cooling', 'cooled', globals()): write check(",
    ),
    "a check without a namespace": (
        rewritten("check-flow", ", globals()", ""),
        "the cell check-flow calls check('cooling', 'flow'): write check(",
    ),
    "a check with an argument that it does not have": (
        rewritten("check-flow", "globals()", "globals(), method_mark=0.5"),
        "globals(), method_mark=0.5): write check(",
    ),
    "a check of another assignment": (
        rewritten("check-flow", '"cooling"', '"colling"'),
        "write ch",
    ),
    "one grade_id twice": (
        lambda n: n["setup"]["metadata"]["nbgrader"].update(grade_id="flow"),
        "two cells have the grade_id 'flow'",
    ),
    "a grade_id that nbgrader does not take": (
        lambda n: n["setup"]["metadata"]["nbgrader"].update(grade_id="Maße"),
        "the cell 'Maße': nbgrader does not accept this name: use the letters a to z",
    ),
    "a grade_id that is no text": (
        lambda n: n["setup"]["metadata"]["nbgrader"].update(grade_id=3),
        "the grade_id of cell 2 is no text: correct it",
    ),
    "a check without a text": (
        lambda n: n["check-flow"].update(source=None),
        "of the source notebook is no cell or has no text",
    ),
    "marks in a cell of another kind": (
        lambda n: n["flow"]["metadata"].update(nbgrader={}),
        "flow: no solution cell with the grade_id flow: give students one",
    ),
    "a solution without its beginning": (
        rewritten("flow", "### BEGIN SOLUTION", ""),
        "the cell flow has no BEGIN SOLUTION: all of it is taken out",
    ),
    "a solution of other arguments": (
        rewritten("flow", "(T, outside, rate, t):", "(T):"),
        "the function takes: T",
    ),
    "arguments in another order": (
        rewritten("flow", "def flow(T, outside,", "def flow(outside, T,"),
        "flow: the notebook's own solution is not right",
    ),
    "another function's name": (
        rewritten("flow", "def flow", "def flew"),
        "no function named flow; there is one named flew",
    ),
    "a solution that is wrong": (
        rewritten("flow", "rate *", "2 * rate *"),
        "flow: the notebook's own solution is not right",
    ),
    "a cell that stops": (
        rewritten("setup", "import numpy", "import nimpy"),
        "setup: this locked cell fails",
    ),
    "no solution cell": (lambda n: n["flow"]["metadata"].update(nbgrader={}), "no solution cell"),
    "a check of nothing": (
        lambda n: n["check-flow"]["metadata"]["nbgrader"].update(grade_id="check-flew"),
        "flew",
    ),
    "a solution outside the marks": (
        lambda n: n["flow"].update(
            source=n["flow"]["source"]
            .replace("    ### BEGIN SOLUTION\n", "", 1)
            .replace("    return rate", "    ### BEGIN SOLUTION\n    return rate")
        ),
        "its solution is released",
    ),
    "a line of a solution in a check": (
        lambda n: n["check-flow"].update(
            source=n["check-flow"]["source"] + "\nwarmer = cooled(T, outside, rate, t) - outside"
        ),
        "a line of its solution is released",
    ),
}


BROKEN: dict[str, tuple[str, Callable[[Path], object], str]] = {
    **{
        f"a declaration: {kind}": (OF_DECLARATION, partial(changed, old=old, new=new), told)
        for kind, (old, new, told) in DECLARED.items()
    },
    **{
        f"a solution: {kind}": (OF_SOLUTION, partial(changed, old=old, new=new), told)
        for kind, (old, new, told) in SOLVED.items()
    },
    **{kind: (OF_NOTEBOOK, change, told) for kind, (change, told) in PLACED.items()},
    **{kind: (OF_NOTEBOOK, cells(change), told) for kind, (change, told) in NOTEBOOK.items()},
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_broken_is_stopped_with_its_file_and_a_line_that_says_why(
    course: Path, kind: str
) -> None:
    file, change, told = BROKEN[kind]
    change(course / file)
    status, said = run(course, "check-assignment", NAME)
    assert status == 3, said
    assert any(part in said for part in told.split("|")), said
    named = {OF_NOTEBOOK} if file == OF_NOTEBOOK else {OF_DECLARATION, OF_SOLUTION}
    assert any(str(course / one) in said for one in named), said


def without_outputs(notebook: dict[str, dict[str, object]]) -> None:
    del notebook["setup"]["outputs"]


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a byte order mark": (
        lambda path: path.write_bytes(BOM_UTF8 + path.read_bytes()),
        "a byte order mark is its first character: save it as",
    ),
    "a cell that lacks a part": (cells(without_outputs), "is not whole (cell 2: 'outputs' is a"),
    "metadata of long ago": (cells(marked("setup", schema_version=1)), "nbgrader update ."),
    "a cell without a name": (cells(marked("setup", grade_id="")), "grade_id is empty"),
    "a solution without its end": (
        cells(rewritten("flow", "### END SOLUTION", "")),
        "No end solution statement found",
    ),
    "a solution in another cell": (
        cells(
            lambda n: n["setup"].update(source=f"{n['setup']['source']}\n\n{n['flow']['source']}")
        ),
        "Solution region detected in a non-solution cell",
    ),
    "hidden tests without their end": (
        cells(rewritten("check-flow", "check(", "### BEGIN HIDDEN TESTS\ncheck(")),
        "No end hidden tests statement found",
    ),
    "no configuration": (
        lambda path: (path.parents[2] / "nbgrader_config.py").unlink(),
        "is no course: it has no nbgrader_config.py",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_released_does_not_fit_together(course: Path, kind: str) -> None:
    change, told = REFUSED[kind]
    change(course / OF_NOTEBOOK)
    there = sorted(course.rglob("*"))
    status, said = run(course, "check-assignment", NAME)
    assert status == 3, said
    assert told in said
    assert "fit together" not in said
    assert sorted(course.rglob("*")) == there
    released = run(course, "release", NAME)
    assert released == (2, f"autograder: {said}")


UNGRADED = {
    "a thread": (
        "import threading\nthreading.Thread(target=print).start()",
        "can't start new thread",
    ),
    "a file elsewhere": ("import os\nos.stat('../../nbgrader_config.py')", "FileNotFoundError"),
    "the declaration": ("import cooling", "No module named 'cooling'"),
}


@pytest.mark.parametrize("kind", UNGRADED)
def test_what_keeps_everybody_from_being_graded_is_not_released(course: Path, kind: str) -> None:
    line, told = UNGRADED[kind]
    cells(rewritten("setup", "import numpy", f"{line}\nimport numpy"))(course / OF_NOTEBOOK)
    status, said = run(course, "check-assignment", NAME)
    assert status == 3, said
    assert "nobody is graded on this assignment as it stands. setup: this locked cell" in said
    assert told in said
    assert run(course, "release", NAME) == (2, f"autograder: {said}")
    assert not (course / "release" / NAME).exists()


def test_what_is_checked_are_the_files_of_the_next_release(course: Path) -> None:
    folder = course / "source" / NAME
    (course / "release").mkdir()
    shutil.copytree(folder, course / "release" / NAME)
    (folder / "new.csv").write_text("1,2\n")
    reading = "pathlib.Path('new.csv').read_text()\nimport numpy"
    cells(rewritten("setup", "import numpy", f"import pathlib\n{reading}"))(
        folder / f"{NAME}.ipynb"
    )
    status, said = run(course, "check-assignment", NAME)
    assert status == 0, said
    assert run(course, "release", NAME)[0] == 0


def test_a_package_that_a_cell_imports_is_released(course: Path) -> None:
    package = course / "source" / NAME / "units"
    package.mkdir()
    (package / "__init__.py").write_text("from units.kelvin import ZERO\n")
    (package / "kelvin.py").write_text("ZERO = 273.15\n")
    cells(rewritten("setup", "import numpy", "import units\nimport numpy"))(course / OF_NOTEBOOK)
    status, said = run(course, "check-assignment", NAME)
    assert status == 0, said


def test_all_that_cannot_be_released_is_named_and_the_rest_is_released(course: Path) -> None:
    for number, fault in enumerate(("sign-fliped", "sign-flipped", "")):
        name = f"{NAME}_{number}"
        shutil.copytree(course / "source" / NAME, course / "source" / name)
        for ending in ("py", "ipynb"):
            path = course / "source" / name / f"{NAME}.{ending}"
            path.rename(path.with_stem(name))
            text = path.with_stem(name).read_text(encoding="utf-8")
            text = text.replace('"cooling"', f'"{name}"').replace('\\"cooling\\"', f'\\"{name}\\"')
            path.with_stem(name).write_text(text.replace('"sign-flipped"', f'"{fault}"'))
        shutil.copy(course / OF_SOLUTION, course / "solutions" / f"{name}.py")
    status, said = run(course, "release")
    assert status == 3
    assert "cooling_0 does not fit together" in said
    assert "cooling_2 does not fit together" in said
    made = {path.name for path in (course / "release").iterdir() if path.is_dir()}
    assert made == {NAME, f"{NAME}_1"}
    assert run(course, "release", f"{NAME}_1", "cooking", f"{NAME}_0")[0] == 2


def test_a_name_that_nbgrader_does_not_take_is_told(course: Path) -> None:
    name = f"{NAME}+"
    (course / "source" / NAME).rename(course / "source" / name)
    path = course / "source" / name / f"{NAME}.ipynb"
    path.rename(path.with_stem(name))
    status, said = run(course, "release", name)
    assert status == 2
    assert f"nbgrader cannot release {name}: Assignment names should not contain" in said


def test_a_name_that_another_module_has_is_stopped(course: Path) -> None:
    assert run(course, "new-assignment", "random")[0] == 2
    (course / "source" / NAME).rename(course / "source" / "random")
    for path in (*course.glob(f"source/random/{NAME}.*"), course / OF_SOLUTION):
        text = path.read_text(encoding="utf-8").replace(NAME, "random")
        path.rename(path.with_stem("random")).write_text(text, encoding="utf-8")
    status, said = run(course, "release", "random")
    assert status == 2
    assert "random.py: its name is that of a module" in said


def test_a_folder_of_another_name_than_its_declaration_gives_no_answers_away(course: Path) -> None:
    (course / "source" / NAME).rename(course / "source" / "other")
    status, said = run(course, "release")
    assert status == 2
    assert f"students would get its answers: call its folder {NAME}" in said
    assert not list(course.glob("release/*/*"))


def test_a_notebook_of_another_name_than_its_declaration_is_told(course: Path) -> None:
    path = course / OF_NOTEBOOK
    path.rename(path.with_stem("Cooling"))
    told = f"a declared assignment has one notebook, {NAME}.ipynb: move this, or rename it"
    for command in ("check-assignment", "release", "new-assignment"):
        assert told in run(course, command, NAME)[1]
    assert path.is_file()


def test_a_hidden_copy_of_the_notebook_is_nothing_of_the_assignment(course: Path) -> None:
    (course / "source" / NAME / f".{NAME}.ipynb").write_text("kept by a program")
    assert run(course, "check-assignment", NAME)[0] == 0


def test_a_check_cell_that_calls_no_check_is_graded_all_the_same(course: Path) -> None:
    cells(rewritten("check-flow", "check(", "print("))(course / OF_NOTEBOOK)
    status, said = run(course, "check-assignment", NAME)
    assert status == 0
    assert "(advice) the cell check-flow calls no check" in said


def test_a_check_may_be_called_with_the_names_of_its_arguments(course: Path) -> None:
    named = 'namespace=globals(), assignment="cooling", function="flow"'
    cells(rewritten("check-flow", '"cooling", "flow", globals()', named))(course / OF_NOTEBOOK)
    assert run(course, "check-assignment", NAME)[1].endswith("notebook fit together.\n")


def test_a_form_feed_in_the_solution_ends_no_line(course: Path) -> None:
    notebook = course / OF_NOTEBOOK
    notebook.unlink()
    changed(course / OF_SOLUTION, "def flow", "\f\ndef flow")
    assert run(course, "new-assignment", NAME)[1].endswith(f"autograder release {NAME}\n")
    assert run(course, "check-assignment", NAME)[0] == 0


def test_what_a_magic_runs_is_run_and_what_a_cell_writes_stays_out_of_the_course(
    course: Path,
) -> None:
    there = sorted(course.rglob("*"))
    lines = "%time import numpy\nopen('new.txt', 'w').close()\nimport numpy"
    cells(rewritten("setup", "import numpy", lines))(course / OF_NOTEBOOK)
    assert run(course, "check-assignment", NAME)[0] == 0
    assert sorted(course.rglob("*")) == there


@pytest.mark.parametrize("name", NAMES)
def test_the_handouts_assignments_fit_together_with_every_entry_sensitive(name: str) -> None:
    assert not [flaw for flaw in flaws(Course(ROOT), name) if not flaw.advises]


def test_a_flaw_keeps_anybody_from_being_graded_and_anything_from_being_released(
    course: Path,
) -> None:
    hand_in(course, "student-01")
    status, said = run(course, "grade", str(course / "submitted"), "--no-gradebook", "--jobs", "1")
    assert status == 0, said
    changed(course / OF_DECLARATION, '"sign-flipped"', '"sign-fliped"')
    status, said = run(course, "grade", str(course / "submitted"), "--no-gradebook", "--jobs", "1")
    assert status == 3
    assert "check-assignment" in " ".join(said.split())
    assert "sign-fliped" in run(course, "release", NAME)[1]
    assert not (course / "release").exists()


def test_a_second_notebook_beside_a_declared_one_is_stopped(course: Path) -> None:
    notebook = course / OF_NOTEBOOK
    hand_in(course, "student-01")
    words = ("grade", str(course / "submitted"), "--no-gradebook", "--jobs", "1", "--force")
    assert run(course, *words)[0] == 0
    copy = notebook.with_name(f"{NAME}-Copy1.ipynb")
    copy.write_bytes(notebook.read_bytes())
    told = f"{copy}: a declared assignment has one notebook, {notebook.name}"
    assert told in run(course, "check-assignment", NAME)[1]
    assert run(course, *words)[0] == 3
    copy.unlink()
    assert run(course, *words)[0] == 0


def test_two_mistakes_that_give_the_same_numbers_are_told_or_said_to_be_the_same(
    course: Path,
) -> None:
    path = course / OF_DECLARATION
    changed(path, "SKETCHES = ()", "SKETCHES = ()\nMISTAKES += (TWICE,)")
    changed(path, "MISTAKES = (", f'TWICE = Mistake("ascent", {SIGNED})\nMISTAKES = (')
    status, said = run(course, "check-assignment", NAME)
    assert status == 0
    assert "(advice)" in said
    assert "same_as" in said
    changed(path, f'"ascent", {SIGNED}', f'"ascent", {SIGNED}, same_as="sign-flipped"')
    changed(path, f'"sign-flipped", {SIGNED}', f'"sign-flipped", {SIGNED}, same_as="ascent"')
    assert run(course, "check-assignment", NAME) == (
        0,
        f"{NAME}: declaration, reference solution and notebook fit together.\n",
    )


def test_a_value_that_is_the_same_in_every_answer_is_told(course: Path) -> None:
    (course / OF_NOTEBOOK).unlink()
    path = course / OF_DECLARATION
    changed(path, "            flow,\n            cases,\n            MISTAKES,", "flow, cases,")
    changed(path, "rate, t) - outside)", "rate, t) - outside), bool(T[0] > 70)")
    changed(course / OF_SOLUTION, "rate * warmer", "rate * warmer, bool(T[0] > 70)")
    assert "(advice)" not in run(course, "check-assignment", NAME)[1]
    changed(path, "T[0] > 70", "T[0] > 0")
    changed(course / OF_SOLUTION, "T[0] > 70", "T[0] > 0")
    status, said = run(course, "check-assignment", NAME)
    assert status == 0
    assert "flow: (advice) its value 2 is True in every answer" in said


def test_that_nothing_is_said_of_a_notebook_before_there_is_one(course: Path) -> None:
    (course / OF_NOTEBOOK).unlink()
    status, said = run(course, "check-assignment", NAME)
    assert status == 0
    assert said.startswith(f"{NAME}: declaration and reference solution fit together; no ")
    assert said.endswith(f"{NAME}.ipynb yet.\n")
    changed(course / OF_SOLUTION, "rate, t):", "rate, t=SOLUTION_T):")
    changed(course / OF_SOLUTION, "def cooled", "SOLUTION_T = 1.0\n\n\ndef cooled")
    told = "SOLUTION_T, in front of the body of cooled, cannot be brought into the notebook"
    for command, fails in (("check-assignment", 3), ("new-assignment", 2)):
        status, said = run(course, command, NAME)
        assert status == fails, said
        assert told in said


def test_an_unknown_assignment_is_a_wrong_call(course: Path) -> None:
    assert run(course, "check-assignment", "nothing")[0] == 2


def test_an_argument_with_a_default_may_be_left_out(course: Path) -> None:
    declaration = course / OF_DECLARATION
    solution = course / OF_SOLUTION
    without = (
        "def without(rng):\n    return [*cases(rng), Case((rng.uniform(50, 90, 3), 9.0, 0.2))]\n"
    )
    text = declaration.read_text(encoding="utf-8")
    for old, new in (
        ("def cooled(own, T, outside, rate, t):", "def cooled(own, T, outside, rate, t=2.0):"),
        ("lambda own, T, o, r, t: own", "lambda own, T, o, r, t=2.0: own"),
        ('"cooled(T, outside, rate, t)"', '"cooled(T, outside, rate, t=2.0)"'),
        ("            cooled,\n            cases,", "            cooled,\n            without,"),
        ("\n\ndef extra", f"\n\n{without}\n\ndef extra"),
    ):
        assert old in text
        text = text.replace(old, new)
    declaration.write_text(text, encoding="utf-8")
    solved = solution.read_text(encoding="utf-8")
    assert "def cooled(T, outside, rate, t):" in solved
    solved = solved.replace("cooled(T, outside, rate, t):", "cooled(T, outside, rate, t=2.0):", 1)
    solution.write_text(solved, encoding="utf-8")
    status, said = run(course, "check-assignment", NAME)
    assert "cooled: the notebook's own solution is not right" in said
    notebook = course / OF_NOTEBOOK
    changed(notebook, "def cooled(T, outside, rate, t):", "def cooled(T, outside, rate, t=2.0):")
    status, said = run(course, "check-assignment", NAME)
    assert status == 0, said


SECONDS = 0.25
"""What the course's own code gets where it never ends; what does end needs ten milliseconds."""

LOOP = "    while True:\n        pass\n"
CAUGHT = "    while True:\n        try:\n            rate += 0\n        except:\n            pass\n"
NEVER = "all(True for _ in iter(int, 1))"
ENDLESS = {
    "law": (OF_DECLARATION, "    return rate * (own", f"{LOOP}    return rate * (own", "flow"),
    "law that catches": (OF_DECLARATION, "    return rate", f"{CAUGHT}    return rate", "flow"),
    "cases": (OF_DECLARATION, "def cases(rng):\n", f"def cases(rng):\n{LOOP}", "cooled"),
    "endless cases": (
        OF_DECLARATION,
        "    return [\n",
        "    while True:\n        yield Case((rng.uniform(),))\n    return [\n",
        "cooled",
    ),
    "accept": (OF_DECLARATION, DEPENDS, f"accept=lambda g, r: {NEVER}, depends_on=", "flow"),
    "mistake": (OF_DECLARATION, RATE, f"lambda *_: {NEVER}", "cooled"),
    "sketch": (
        OF_DECLARATION,
        "SKETCHES = ()",
        f"SKETCHES = {SKETCHED.replace('own.flow(1.0, 2.0, 3.0, 4.0)', NEVER)}",
        "flow: the sketch 'Flow'",
    ),
    "declaration": (OF_DECLARATION, "SKETCHES = ()", "SKETCHES = ()\nwhile True: pass", ""),
    "reference": (OF_SOLUTION, "    warmer =", f"{LOOP}    warmer =", "flow"),
    "sleeping": (
        OF_SOLUTION,
        "    warmer",
        "    import time\n    time.sleep(9999)\n    warmer",
        "flow",
    ),
    "module": (OF_SOLUTION, "\n\ndef flow", "\n\nwhile True: pass\ndef flow", ""),
}


@pytest.fixture
def short_of_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is collected meanwhile: in a finalizer of another test's an interrupt would be a
    warning.
    """
    monkeypatch.setattr("autograder.deadline.COURSE_SECONDS", SECONDS)
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("short_of_time")
@pytest.mark.parametrize("kind", ENDLESS)
def test_what_never_ends_is_stopped_with_its_file_its_question_and_what_to_do(
    course: Path, kind: str
) -> None:
    file, old, new, question = ENDLESS[kind]
    changed(course / file, old, new)
    status, said = run(course, "check-assignment", NAME)
    assert status == 3
    where = f"{course / file}: {question}: " if question else f"{course / file}: "
    assert f"{where}it does not come to an end in {SECONDS:g} s (line " in said
    assert "let its loop end" in said


@pytest.mark.usefixtures("short_of_time")
@pytest.mark.parametrize("kind", ["law", "module"])
def test_what_never_ends_is_stopped_before_a_class_is_graded_and_before_a_release(
    course: Path, kind: str
) -> None:
    hand_in(course, "student-01", "student-02", "student-03")
    file, old, new, _ = ENDLESS[kind]
    changed(course / file, old, new)
    status, said = run(course, "grade", str(course / "submitted"), "--no-gradebook", "--jobs", "1")
    assert status == 3, said
    for text in (said, run(course, "release", NAME)[1], run(course, "new-assignment", NAME)[1]):
        assert f"it does not come to an end in {SECONDS:g} s" in " ".join(text.split())
    assert not (course / "release").exists()


@pytest.mark.slow
def test_a_worker_of_a_class_is_not_held_up_either(course: Path) -> None:
    hand_in(course, "student-01", "student-02", "student-03")
    asleep = "    import time\n    time.sleep(99)\n"  # it takes no core of other tests meanwhile
    changed(course / OF_SOLUTION, "    warmer =", f"{asleep}    warmer =")
    status, said = run(course, "grade", str(course / "submitted"), "--no-gradebook", "--jobs", "2")
    assert status == 3
    assert "it does not come to an end in 20 s" in " ".join(said.split())


@pytest.mark.usefixtures("short_of_time")
def test_what_never_ends_is_stopped_in_a_thread_as_well(course: Path) -> None:
    changed(course / OF_SOLUTION, "    warmer =", f"{LOOP}    warmer =")
    with ThreadPoolExecutor(1) as threads:
        status, said = threads.submit(run, course, "check-assignment", NAME).result()
    assert status == 3
    assert f"{course / OF_SOLUTION}: flow: it does not come to an end in {SECONDS:g} s" in said
