"""No attack on the road of ordinary test cells earns anything."""

from __future__ import annotations

import re

import pytest

from autograder.sandbox.budget import Budget
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Cell, Limits
from autograder.testcells.examination import TestExamination
from autograder.testcells.rehearsal import Rehearsed, rehearse
from autograder.testcells.sequence import Step
from autograder.testcells.source import read_ordinary
from autograder.testcells.together import Together
from tests.testcells.attacks import ATTACKS, COURSE
from tests.testcells.courses import earned, handed_in, save


def test_that_the_right_answers_earn_everything_apart(examinations, sit):
    roads = {name: tried.road for name, tried in examinations(COURSE)[1].items()}
    assert set(roads.values()) == {"apart"}, examinations(COURSE)[1]
    assert set(earned(sit(COURSE, {}).questions).values()) == {2}


SAMPLE = 7
"""One in so many is tried in the default run."""


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(text, id=name, marks=() if number % SAMPLE == 0 else pytest.mark.slow)
        for number, (name, text) in enumerate(ATTACKS.items())
    ],
)
def test_that_an_attack_earns_nothing(sit, attack):
    scores = earned(sit(COURSE, {"answer": attack}).questions)
    assert {name: score for name, score in scores.items() if score} == {}


def test_that_what_a_student_raises_steers_no_terminal_and_has_an_end(sit):
    raised = (
        "def f(x):\n    raise type('\\x1b[2J\\u202e' + 'E' * 5000, (Exception,), {})("
        "'\\x9b31m\\u2066' + 'x' * 5000)\ntable = text = apply = f\nresult = 0"
    )
    for question in sit(COURSE, {"answer": raised}).questions:
        said = question.explanation.headline + "".join(c.message for c in question.checks)
        assert not re.search("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202e\\u2066]", said)
        assert len(said) < 3000


LENT = (
    ("", "free", "import sympy as sp\nimport re\nx = sp.Symbol('x')"),
    (
        "answer",
        "solution",
        "class Timer:\n    def __enter__(self):\n        return self\n"
        "    def __exit__(self, *error):\n        return False\n"
        "def f(e):\n    return sp.diff(e, x)\nword = re.compile('a+')",
    ),
    ("context", "test", "with Timer():\n    assert f(x) == 1"),
    ("formula", "test", "assert sp.simplify(f(x**2) - 2 * x) == 0\nassert f(x**3) == 3 * x**2"),
    ("pattern", "test", "assert word.fullmatch('aa')\nassert not word.match('b')"),
)
_SWALLOWS = (
    "class Timer:\n    def __enter__(self):\n        return self\n"
    "    def __exit__(self, *error):\n        return True\n"
)


@pytest.mark.parametrize(
    "liar",
    [
        "class L(sp.Symbol):\n    __eq__ = lambda s, o: True\n    __hash__ = lambda s: 1\n"
        "    __sub__ = __rsub__ = lambda s, o: sp.S.Zero\nlie = L('x')",
        "class L:\n    __sympy__ = True\n    _sympy_ = lambda s: sp.S.Zero\n"
        "    __eq__ = lambda s, o: True\n    __sub__ = lambda s, o: 0\n"
        "    fullmatch = lambda s, t: s\n    match = lambda s, t: None\nlie = L()",
        "sp.Add.__eq__ = sp.Symbol.__eq__ = lambda s, o: True\nlie = x",
        "lie = sp.nan",
        "lie = sp.Symbol('__import__(\"os\")._exit(0)')",
        "class Add(sp.Add):\n    pass\nsp.Add = Add\nlie = Add(x, 1, evaluate=False)",
        "lie = re.compile('(a|aa)*b|')",
    ],
)
def test_that_values_which_cross_as_what_they_are_made_of_cannot_lie(examinations, sit, liar):
    assert {tried.road for tried in examinations(LENT)[1].values()} == {"apart"}
    assert set(earned(sit(LENT, {}).questions).values()) == {2}
    answer = f"{_SWALLOWS}{liar}\nword = lie\ndef f(e):\n    return lie"
    assert set(earned(sit(LENT, {"answer": answer}).questions).values()) == {0}


ROOT = (
    ("answer", "solution", "def root():\n    return 2**0.5"),
    ("near", "test", "assert abs(root() - 1.41421356) <= 1e-6\nassert 1.4 <= root() <= 1.5"),
)


@pytest.mark.parametrize(
    ("given", "points"),
    [("sqrt(2)", 2), ("1 + Integer(2) / 5", 0), ("besselk(nan, 0)", 0), ("Li(1)", 0)],
)
def test_that_a_formula_counts_as_the_number_that_it_comes_to(sit, given, points):
    answer = f"from sympy import *\ndef root():\n    return {given}"
    assert earned(sit(ROOT, {"answer": answer}).questions) == {"near": points}


WHOLE = (
    (
        "answer",
        "solution",
        "import numpy as np\ndef three():\n    return 3\ndef odd():\n    return {1, 3}\n"
        "def rows():\n    return np.array([(3.0,), (3.0,)], [('x', float)])",
    ),
    ("near", "test", "assert abs(three() - 3) < 1e-9"),
    ("in", "test", "assert all(n in odd() for n in (1, 3))"),
    ("field", "test", "assert ((rows()['x'] - 3) ** 2).sum() < 1e-9"),
)


@pytest.mark.parametrize(
    ("near", "holding", "field", "points"),
    [
        ("Float(4, precision=1)", "S.Reals", "9j, complex", 0),
        ("Float._new((0, 0, -5, -5), 53)", "Order(1, Symbol('x'))", "9j, 'c8'", 0),
        ("3 + 1e-6j", "pd.Interval(-9, 9)", "9j, 'c16'", 0),
        ("Float(3)", "FiniteSet(1, 3)", "3, int", 2),
    ],
)
def test_that_no_value_is_near_to_others_or_holds_whatever_is_looked_for(
    sit, near, holding, field, points
):
    value, kind = field.split(",")
    answer = (
        f"from sympy import *\nimport pandas as pd\ndef three(): return {near}\n"
        f"def odd(): return {holding}\ndef rows(): return np.array([({value},)], [('x', {kind})])"
    )
    scores = earned(sit(WHOLE, {"answer": f"{WHOLE[0][2]}\n{answer}"}).questions)
    assert scores == dict.fromkeys(("near", "in", "field"), points)


_SENT = """
def twice(*x):
    import sys
    frame = sys._getframe()
    while 'Crossing' not in frame.f_globals: frame = frame.f_back
    crossing = frame.f_globals['Crossing'].pack.__globals__
    lie = %s
    crossing['simple'].packed = lambda v, kind: lie if isinstance(v, complex) else None
    return type('Sent', (complex,), {})()
pair = twice"""
"""What only a changed process sends."""

ALONE = (
    ("", "free", "import numpy as np\nimport pandas as pd\nfrom collections import namedtuple\n"
        "import pytest"),
    (
        "answer",
        "solution",
        "def table():\n    return pd.DataFrame({'a': [1, 2]})\ndef text():\n    return 'seven'\n"
        "def twice(x):\n    return 2 * x\nclass V:\n    def __init__(self, x):\n"
        "        self.x = x\n    def __sub__(self, other):\n        return V(self.x - other.x)\n"
        "class Quiet:\n    def __enter__(self):\n        return self\n"
        "    def __exit__(self, kind, *error):\n        return kind is ZeroDivisionError\n"
        "def pair():\n    return namedtuple('Pair', 'low high')(1, 2)\n"
        "def keys(d):\n    return set(d)\ndef valid(text):\n    return text.isdigit()\n"
        "def tell(send):\n    send('hi')\ndef fail():\n    raise RuntimeError",
    ),
    ("equals", "test", "assert table().equals(pd.DataFrame({'a': [1, 2]}))"),
    ("starts", "test", "assert text().startswith('sev')\nassert text().upper() == 'SEVEN'"),
    ("close", "test", "np.testing.assert_allclose(twice(np.arange(3.0)), [0, 2, 4])"),
    ("squares", "test", "assert np.mean((twice(np.arange(3.0)) - [0, 2, 4]) ** 2) < 1e-9"),
    ("rows", "test", "assert np.sum((twice(np.eye(2)) - 2 * np.eye(2)) ** 2) < 1e-9"),
    ("roots", "test", "np.testing.assert_allclose(twice(np.arange(3.0)) ** 0.5, [0, 2**0.5, 2])"),
    ("ended", "test", "with pytest.raises(Exception): fail()"),
    ("column", "test", "assert (table()['a'] == [1, 2]).all()"),
    ("vectors", "test", "assert abs((V(3.0) - V(1.0)).x - 2.0) < 1e-9"),
    ("quiet", "test", "with Quiet(): 1 / 0\nassert all(map(lambda n: twice(n) == 2 * n, [1]))"),
    ("pair", "test", "assert pair() == (1, 2)\nassert pair().low == 1"),
    ("both", "test", "low, high = pair()\nassert np.mean((low - np.ones(2)) ** 2) < 1e-9"),
    ("told", "test", "from unittest.mock import MagicMock\nsend = MagicMock()\ntell(send)\n"
        "send.assert_called_once_with('hi')"),
    ("starts again", "test", "assert text().startswith('s')"),
    ("keys", "test", "assert 'a' in keys(dict(a=1))\nassert keys({}) == set() and valid('12')"),
)  # fmt: skip
_NOTHING = "def table(*x): return 0\ntext = twice = pair = V = keys = valid = tell = fail = table\n"


@pytest.mark.parametrize(
    "liar",
    [
        "L = namedtuple('L', 'startswith upper equals')\ndef text(): return L(lambda t: True, "
        "lambda: 'SEVEN', lambda o: True)\ntable = pair = text",
        "def text(): return pd.Series([lambda t: True, lambda: 'SEVEN'], ['startswith', 'upper'])",
        "def text(): return pd.Series(pd.Categorical([bool, str]), ['startswith', 'upper'])",
        "def twice(x): return np.ma.masked_all(3)",
        "def twice(x): return np.ma.MaskedArray(-np.ones(3))",
        "def twice(x): return np.asmatrix(1e6 * (x - x.mean())).T",
        "import sympy\ndef twice(x): return sympy.Matrix([[2, 9], [0, 2]])",
        "def fail(): raise SystemExit",
        "class E(BaseException): pass\ndef fail(): raise E",
        "def twice(x): return np.full(3, 1e6j)",
        "def twice(x): return 1e6j",
        "def twice(x): return np.array([0, 2 + 2e-5j, 4.000065 + 4e-5j])",
        _SENT % "['Index', None, None, ('', np.full(3, 1e6j))]",
        _SENT % "['Index', None, None, ['tuple', 'complex128', ['list', *['1e6j'] * 3]]]",
        _SENT % "['masked', (np.full(2, 1e6j), 0), False]",
        _SENT % "['matrix', [(np.full(2, 1e6j),), 0], 'O']",
        "kept = []\ndef tell(send): kept.append(send('x'))\ndef text(): return kept[0]",
        "def table(): return pd.DataFrame({'a': pd.array([None, None], dtype='Int64')})",
        "class L:\n    __sub__ = lambda s, o: 0.0\nclass V:\n    def __init__(s, x): s.x = L()\n"
        "    __sub__ = lambda s, o: s",
        "class ZeroDivisionError(StopIteration): pass\nclass Quiet:\n"
        "    __enter__ = lambda s: s\n    __exit__ = lambda s, *e: True\n"
        "def twice(x): raise ZeroDivisionError",
    ],
)
def test_that_no_value_passes_for_what_one_assertion_alone_asks_of_it(examinations, sit, liar):
    assert {tried.road for tried in examinations(ALONE)[1].values()} == {"apart"}
    assert set(earned(sit(ALONE, {"answer": _NOTHING + liar}).questions).values()) == {0}


def test_that_an_honest_answer_of_another_make_keeps_its_points(sit):
    own = (
        "def table(): return pd.DataFrame({'a': pd.array([1, 2], dtype='Int64')})\n"
        "def text(): return namedtuple('T', 'word n')('seven', 5).word\n"
        "def twice(x): return np.ma.MaskedArray(2 * x + 0j)\n"
        "def pair(): return namedtuple('P', 'low high')(*namedtuple('Q', 'a b')(1, 2))\n"
        "def keys(d): return d.keys()\nimport re\n"
        "def valid(text): return re.fullmatch('[0-9]+', text)\n"
    )
    points = earned(sit(ALONE, {"answer": ALONE[1][2] + "\n" + own}).questions)
    assert points.pop("equals") == 0  # the type of the column is another
    assert set(points.values()) == {2}


MIXED = (
    ("", "free", "import numpy as np\nimport pandas as pd\nfrom collections import namedtuple"),
    (
        "answer",
        "solution",
        "class V:\n    def __init__(self, x):\n        self.x = x\n"
        "    def __sub__(self, n):\n        return self.x - n\n"
        "    def equals(self, n):\n        return self.x == n\n"
        "def f(x):\n    return x + 7\ngaps = pd.Series([1, None], dtype='Int64')\n"
        "column = pd.Series([1, 2])\ndef table():\n    return pd.DataFrame({'a': [1, 2]})\n"
        "def positive(x):\n    return np.ma.masked_less(x, 0)\ndef twice(x):\n    return 2 * x\n"
        "def ages(age, people):\n    return [age(p) for p in people]\n"
        "def kept(send):\n    return send\ndef text():\n    return 'seven'\n"
        "def pair():\n    return V(3)",
    ),
    ("subtract", "test", "assert abs(\n    V(3.0) - 1.0 - 2.0) < 1e-9\n"
        "for n in (3, 4):\n    v = V(n) - 1\n    assert abs(f(n) - n - 7) < 1e-9"),
    ("helped", "test", "def check(got, right):\n    assert abs(got - right) < 1e-9\n"
        "check(V(3.0), 3.0)\ncheck(f(3), 10)"),
    ("missing", "test", "assert gaps.isna().sum() == 1\nassert (table()['a'] == [1, 2]).all()"),
    ("column", "test", "assert gaps.isna().sum() == 1 and (column == [1, 2]).all()"),
    ("masked", "test", "assert positive(np.array([1.0, -1.0])).mask.sum() == 1\n"
        "np.testing.assert_allclose(twice(np.arange(2.0)), [0, 2])"),
    ("equals", "test", "assert V(3).equals(3)\nassert table().equals(pd.DataFrame({'a': [1, 2]}))"),
    ("ages", "test", "grown = ages(lambda p: p.x, [V(1), V(2)])\nassert list(grown) == [1, 2]\n"
        "p = pair()\nassert p.x == 3"),
    ("mock", "test", "from unittest.mock import MagicMock\nsend = MagicMock()\n"
        "assert kept(send) is send\nassert text().startswith('sev')"),
)  # fmt: skip
_AT_ONCE = "class L:\n    equals = lambda s, o: True\n    __sub__ = lambda s, o: 0.0\n"


@pytest.mark.parametrize(
    "table",
    [
        "class D(L):\n    def __getitem__(s, k): return pd.Series([None] * 2, dtype='Int64')\n"
        "def table(): return D()",
        "def table(): return namedtuple('L', 'equals')(lambda o: True)",
    ],
)
def test_that_what_one_assertion_needs_is_not_permitted_in_the_next(examinations, sit, table):
    assert {tried.road for tried in examinations(MIXED)[1].values()} == {"apart"}
    assert set(earned(sit(MIXED, {}).questions).values()) == {2}
    more = (
        "def f(x): return L()\ncolumn = pd.Series([None] * 2, dtype='Int64')\n"
        "def twice(x): return np.ma.masked_all(2)\nsent = []\n"
        "def kept(send):\n    sent.append(send)\n    return send\n"
        "def text(): return sent[0]\ndef pair(): return 0"
    )
    answer = "\n".join((MIXED[1][2], _AT_ONCE, table, more))
    assert set(earned(sit(MIXED, {"answer": answer}).questions).values()) == {0}


@pytest.mark.parametrize(
    "other",
    [
        "def pair(): return namedtuple('P', 'x y')(3, None)",
        "def ages(age, people):\n    for p in people: yield age(p)",
        "class W(V):\n    def __init__(self, x): self.x = [x][0]\nV = W",
    ],
)
def test_that_a_right_answer_which_is_asked_elsewhere_keeps_its_points(sit, other):
    answer = f"{MIXED[1][2]}\n{other}"
    assert set(earned(sit(MIXED, {"answer": answer}).questions).values()) == {2}


@pytest.mark.parametrize(("first", "other"), [("[v]", "v"), ("v", "[v]")])
def test_that_each_branch_of_a_test_may_ask_what_another_does(sit, first, other):
    test = (
        "got = g()\nif isinstance(got, list):\n    assert got[0] - 1 == 2\n"
        "else:\n    assert got - 1 == 2"
    )
    both = [f"{MIXED[1][2]}\nv = V(3)\ndef g(): return {got}" for got in (first, other)]
    cells = (MIXED[0], ("answer", "solution", both[0]), ("test", "test", test))
    assert earned(sit(cells, {"answer": both[1]}).questions) == {"test": 2}


MUTUAL = (
    ("answer", "solution", "def apply(g, x):\n    return g(x)"),
    ("down", "test", "def g(x):\n    return apply(g, x - 1) if x else 7\nassert apply(g, 3) == 7"),
    ("after", "test", "assert apply(abs, -2) == 2"),
)


def test_that_calls_back_and_forth_without_end_cost_their_test_and_no_other(sit):
    assert earned(sit(MUTUAL, {}).questions) == {"down": 2, "after": 2}
    endless = "def apply(g, x):\n    return abs(x) if g is abs else g(1000)"
    examined = sit(MUTUAL, {"answer": endless})
    assert earned(examined.questions) == {"down": 0, "after": 2}
    assert "without end" in examined.questions[0].explanation.headline


ENDING = (
    ("answer", "solution", "def first(items):\n    return next(iter(items))"),
    ("end", "test", "try:\n    first([])\n    assert False\nexcept StopIteration:\n    pass"),
    ("value", "test", "assert all(map(lambda n: first([n]) == n, [1, 2]))"),
)


def test_that_an_end_counts_where_the_right_solution_comes_to_one(sit):
    assert earned(sit(ENDING, {}).questions) == {"end": 2, "value": 2}
    at_once = "def first(items):\n    raise StopIteration"
    assert earned(sit(ENDING, {"answer": at_once}).questions) == {"end": 2, "value": 0}


COUNTING = "n = 0.0\nfor x in (3, 4):\n    n += 1.0 * (abs(f(x) - x) < 1e-9)\nn"


@pytest.mark.parametrize("opening", ["", "exec('')\n"])
@pytest.mark.parametrize(
    ("given", "apart"),
    [("np.float64(0)", 0), ("np.float64(x)", 2), ("np.float64('nan')", 0), ("np.zeros(2)", None)],
)
def test_that_nobody_shows_other_points_by_giving_other_numbers(sit, opening, given, apart):
    cells = (
        ("answer", "solution", "import numpy as np\ndef f(x):\n    return x"),
        ("count", "test", opening + COUNTING),
    )
    assert earned(sit(cells, {}).questions) == {"count": 2}
    answer = f"import numpy as np\ndef f(x):\n    return {given}"
    (question,) = sit(cells, {"answer": answer}).questions
    assert (question.score if question.judged else None) == (None if opening else apart)


CATCHING = (
    ("answer", "solution", "class Own(Exception): pass\ndef f(x):\n    raise Own\n"
        "class Shape: pass\ndef made():\n    return Shape()"),
    ("caught", "test", "try:\n    f(-1)\n    assert False\nexcept Own:\n    pass"),
    ("made", "test", "assert isinstance(made(), Shape)"),
)  # fmt: skip


@pytest.mark.parametrize("own", ["Exception", "BaseException", "(KeyError, AssertionError)"])
def test_that_no_class_catches_a_failed_assertion_or_has_everything_for_its_own(sit, own):
    assert set(earned(sit(CATCHING, {}).questions).values()) == {2}
    answer = f"Own = {own}\nShape = object\ndef f(x): pass\ndef made(): pass"
    assert set(earned(sit(CATCHING, {"answer": answer}).questions).values()) == {0}
    honest = CATCHING[0][2].replace("class Own(Exception): pass", "Own = KeyError")
    assert set(earned(sit(CATCHING, {"answer": honest}).questions).values()) == {2}


TEXT_OR_NUMBER = (
    ("answer", "solution", "def n():\n    return 4"),
    ("read", "test", "value = n()\nassert (eval(value) if isinstance(value, str) else value) == 4"),
)


def test_that_a_test_which_the_submission_alone_cannot_have_apart_is_left_to_a_person(sit):
    assert earned(sit(TEXT_OR_NUMBER, {}).questions) == {"read": 2}
    forged = "type('E', (), {'__eq__': lambda s, o: True})()"
    for text in (forged, "2 + 2"):
        answer = f"def n():\n    return {text!r}"
        (question,) = sit(TEXT_OR_NUMBER, {"answer": answer}).questions
        assert (question.score, question.outcome) == (0, "error")
        assert "person" in question.checks[0].message
    assert sit(TEXT_OR_NUMBER, {"answer": "def n():\n    return '5'"}).questions[0].score == 0


def test_that_copies_which_could_not_be_tried_prove_nothing(server):
    steps = (Step(Cell("f", "def f(): return 4")), Step(Cell("t", "assert f() == 4"), "t"))
    copies = ("assert f() == 5", "import os; os._exit(0)")
    assert Together(server, steps, {}).copies_passed("t", copies) == {1}
    assert Together(server, steps, {}, Budget(0.0)).copies_passed("t", copies) == {0, 1}


SECRET = "137.25"
HIDING = (
    ("answer", "solution", "def f(x):\n    return x + 1\ndef g(x):\n    return -x"),
    (
        "first",
        "test",
        f"assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f({SECRET}) == 138.25\n"
        "### END HIDDEN TESTS\nassert f(3) == 4",
    ),
    ("", "free", "mine = 1"),
    ("second", "test", "assert g(2) == -2"),
)
REMEMBERING = """
seen = []
def f(x):
    seen.append(x)
    if x == 3: {tell}
    return x + 1
def g(x): {tell}
"""


@pytest.mark.parametrize(
    "tell",
    [
        "raise ValueError(f'saw {seen}')",
        "raise type(f'Saw{seen}', (ValueError,), {})()",
        "return type('A', (), {'__eq__': lambda s, o: True, '__repr__': lambda s: str(seen)})()",
    ],
)
def test_that_nothing_of_a_hidden_test_is_told(sit, tell):
    examined = sit(HIDING, {"answer": REMEMBERING.format(tell=tell), "": "raise ValueError(seen)"})
    assert earned(examined.questions) == {"first": 0, "second": 0}
    told = "a person" if "__eq__" in tell else "assert f(3) == 4"
    assert told in examined.questions[0].explanation.headline
    assert SECRET not in str(examined)


@pytest.mark.parametrize("opening", ["", "exec('')\n"])
def test_that_no_kind_of_exception_tells_of_a_hidden_test(sit, opening):
    cells = [(name, kind, opening * (kind == "test") + text) for name, kind, text in HIDING]
    telling = (
        "seen = []\ndef g(x): raise (KeyError, BufferError)[{0} in seen]\ndef f(x):\n"
        "    if x == 3 and seen[-1] > 1: g(x)\n    seen.append(x)\n    return x + 1"
    )
    told = [str(sit(tuple(cells), {"answer": telling.format(n)})) for n in (SECRET, 9)]
    assert told[0] == told[1]


def test_that_a_hidden_part_below_in_a_loop_is_not_told_either(sit):
    hidden = (
        f"    ### BEGIN HIDDEN TESTS\n    assert f({SECRET}) == 138.25\n    ### END HIDDEN TESTS"
    )
    test = f"for x in (1, 2):\n    assert f(x) == x + 1\n{hidden}"
    cells = (("answer", "solution", "def f(x):\n    return x + 1"), ("first", "test", test))
    telling = "seen = []\ndef f(x):\n    if x == 2: raise ValueError(seen)\n    seen.append(x)\n"
    examined = sit(cells, {"answer": f"{telling}    return x + 1"})
    assert "`assert f(x) == x + 1` with ValueError: [1]" in examined.questions[0].feedback
    assert SECRET not in str(examined)


@pytest.mark.parametrize("end", ["os._exit({})", "os.write(3, b'%c' % {} * 4)", "ends[{} % 2]()"])
@pytest.mark.parametrize("asked", ["x > 4", "x == 3 and seen"])
def test_that_no_end_of_a_process_tells_of_a_hidden_test(sit, end, asked):
    telling = (
        "import os\nends = os.abort, lambda: os._exit(0)\nseen = []\ndef f(x):\n"
        f"    if {asked}: {end}\n    if x > 4: seen.append(x)\n    return x + 1"
    )
    told = [str(sit(HIDING, {"answer": telling.format(number)})) for number in (137, 138)]
    assert told[0] == told[1]


def test_that_a_stop_at_a_visible_line_tells_of_what_is_seen_without_hidden_tests(sit):
    endless = "def f(x):\n    while x == 3: pass\n    return x + 1\nseen = []\ndef g(x): return -x"
    first, second = sit(HIDING, {"answer": endless}).questions
    assert "`assert f(3) == 4`: still running after" in first.feedback
    assert (first.diagnosis, second.score) == ("timeout", 2)
    hidden = endless.replace("x == 3", "x > 4")
    assert (
        "took too long, or its process ended"
        in sit(HIDING, {"answer": hidden}).questions[0].feedback
    )


@pytest.mark.parametrize(
    "cell",
    [
        "raise (KeyError, BufferError)[told]",
        "if told: os._exit(0)\nos._exit(0)",
        "if told: raise KeyError",
    ],
)
def test_that_no_cell_below_a_hidden_test_tells_of_it(sit, cell):
    answer = "import os\nseen = []\ndef g(x): return -x\ndef f(x):\n    seen.append(x)\n"
    answers = [f"{answer}    return x + 1\nwanted = {number}" for number in (SECRET, 9)]
    cell = f"told = wanted in seen\n{cell}"
    told = [str(sit(HIDING, {"answer": answer, "": cell})) for answer in answers]
    assert told[0] == told[1]


def test_that_a_visible_test_is_told_of_in_the_submission_s_words_all_the_same(sit):
    answer = "def f(x): return x + 1\ndef g(x): raise ValueError('no such case')"
    first, second = sit(HIDING, {"answer": answer}).questions
    assert first.score == 2
    assert "ValueError: no such case" in second.explanation.headline


LEARNING = (
    ("answer", "solution", "def f(x):\n    return 2 * x\ndef g():\n    return [1]"),
    ("first", "test", "limit = 62.5\nassert abs(f(31.25) - limit) < 1e-9"),
    ("between", "test", "assert sorted(g()) == [1]"),
    ("second", "test", "assert f(31.25) == limit"),
)
LEARN = """
import itertools
heard = [0.0]
class Listener:
    def __sub__(self, other):
        heard.append(other)
        return 1.0
def f(x): return heard[-1] if len(heard) > 1 else Listener()
def g(): return itertools.count()
"""


@pytest.mark.slow
def test_that_a_test_which_is_needed_again_tells_no_more_than_the_first_time(tmp_path):
    source = read_ordinary(save(LEARNING, tmp_path / "ps" / "ps.ipynb"))
    with ForkServer(Limits(notebook_seconds=10.0), accept_risk=True) as server:
        apart = TestExamination(server, source, rehearse(server, source))
        for answers, points in (({}, 2), ({"answer": LEARN}, 0)):
            sat = apart.examine(handed_in(LEARNING, answers), {})
            assert set(earned(sat.questions).values()) == {points}


@pytest.mark.slow
def test_that_some_earn_points_where_tests_and_student_share_a_process(server, tmp_path):
    source = read_ordinary(save(COURSE, tmp_path / "ps" / "ps.ipynb"))
    together = TestExamination(server, source, dict.fromkeys(source.points, Rehearsed("together")))
    sat = [
        together.examine(handed_in(COURSE, {"answer": attack}), {}) for attack in ATTACKS.values()
    ]
    assert sum(any(earned(examined.questions).values()) for examined in sat) == 15
