"""Test cells run apart from the student's code as they run in one process."""

from __future__ import annotations

import pytest

from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Limits
from autograder.testcells.examination import TestExamination
from autograder.testcells.rehearsal import kept_rehearsal, rehearse
from autograder.testcells.source import read_ordinary
from tests.testcells.courses import MARKS, Cells, earned, handed_in, save
from tests.testcells.manners import MANNERS

IMPORTS = ("", "free", "import numpy as np\nimport pandas as pd\nimport math")


def question(answer: str, test: str, *locked: str) -> Cells:
    """One question: what is locked, an answer, and a test."""
    before = [(f"locked-{i}", "locked", text) for i, text in enumerate(locked)]
    return (IMPORTS, *before, ("answer", "solution", answer), ("test", "test", test))


LIFTED = {
    "numbers": question("def f(x):\n    return 2 * x", "assert f(2) == 4\nassert f(0.5) == 1.0"),
    "arrays": question(
        "def f(x):\n    return 2 * x", "np.testing.assert_allclose(f(np.arange(3)), [0, 2, 4])"
    ),
    "the type of a value": question(
        "def f(x):\n    return [x]", "assert type(f(1)) is list\nassert isinstance(f(1), list)"
    ),
    "variables": question(
        "a, b = 3, 'text'\nd = {(1, 2): {3}}",
        "assert a == 3\nassert b == 'text'\nassert d == {(1, 2): {3}}\nassert d[1, 2] == {3}",
    ),
    "tables": question(
        "frame = pd.DataFrame({'a': [1, 2], 'b': ['x', None]})\nrow = frame.groupby('a').size()",
        "assert list(frame.columns) == ['a', 'b']\nassert frame.a.sum() == 3\n"
        "pd.testing.assert_frame_equal(frame, pd.DataFrame({'a': [1, 2], 'b': ['x', None]}))\n"
        "pd.testing.assert_series_equal(row, pd.Series([1, 1], index=pd.Index([1, 2], name='a')))",
    ),
    "dates in a table": question(
        "def f(days):\n    return pd.DataFrame({'d': pd.to_datetime(days)}).set_index('d')",
        "t = f(['2024-01-02', '2024-03-04'])\nassert list(t.index.month) == [1, 3]",
    ),
    "a lambda as an argument": question(
        "def area(f, a, b):\n    n = 50\n    return sum(f(a + i * (b - a) / n) for i in range(n))",
        "assert abs(area(lambda x: 1, 0, 1) - 50) < 1e-9\nassert area(np.sin, 0, 0) == 0",
    ),
    "a function that is returned": question(
        "def adder(n):\n    return lambda x: x + n", "assert adder(2)(3) == 5"
    ),
    "a class": question(
        "class P:\n    def __init__(self, x):\n        self.x = x\n    def __add__(self, other):\n"
        "        return P(self.x + other.x)\n    def __repr__(self):\n"
        "        return f'P({self.x})'",
        "p = P(1) + P(2)\nassert p.x == 3 and repr(p) == 'P(3)'\nassert isinstance(p, P)\n"
        "assert type(p) is P\np.x = 7\nassert p.x == 7\nassert hasattr(p, 'x')\n"
        "assert not hasattr(p, 'y')",
    ),
    "classes that inherit": question(
        "class A:\n    def name(self):\n        return 'a'\nclass B(A):\n    pass",
        "assert issubclass(B, A)\nassert B().name() == 'a'\nassert isinstance(B(), A)",
    ),
    "exceptions": question(
        "class Broke(ValueError):\n    pass\ndef pay(n):\n    if n > 3:\n"
        "        raise Broke('no money')\n    if n < 0:\n        raise KeyError(n)",
        "try:\n    pay(4)\nexcept Broke as error:\n    assert str(error) == 'no money'\n"
        "else:\n    assert False\ntry:\n    pay(4)\nexcept ValueError:\n    pass\n"
        "try:\n    pay(-1)\nexcept KeyError as error:\n    assert error.args == (-1,)",
    ),
    "exceptions that are not made of their words": question(
        "import json\ndef read(text):\n    return json.loads(text)\n"
        "def find(key):\n    return {}[key]",
        "try:\n    read('{')\nexcept ValueError as error:\n    assert 'line 1' in str(error)\n"
        "else:\n    assert False\ntry:\n    find('a' * 9000)\nexcept KeyError:\n    pass",
    ),
    "pytest and unittest": question(
        "def f(x):\n    return 1 / x",
        "import unittest\ncase = unittest.TestCase()\ncase.assertEqual(f(2), 0.5)\n"
        "case.assertRaises(ZeroDivisionError, f, 0)\nimport pytest\n"
        "with pytest.raises(ZeroDivisionError):\n    f(0)",
    ),
    "an argument that is changed": question(
        "def f(items, table, array):\n    items.append(3)\n    table['a'] = 1\n    array[0] = 5",
        "i, t, a = [1, 2], {}, np.zeros(2)\nf(i, t, a)\nassert i == [1, 2, 3]\n"
        "assert t == {'a': 1}\nassert a[0] == 5",
    ),
    "a cell that is timed": question("def f(x):\n    return x", "%%time\nassert f(2) == 2"),
    "what a cell captures": (
        *question("def f(x):\n    print(x)", "assert out.stdout == 'a\\n  b\\n'")[:-1],
        ("capture", "locked", "%%capture out\ntext = '''a\n  b'''\nf(text)"),
        ("test", "test", "assert out.stdout == text + '\\n' == 'a\\n  b\\n'"),
    ),
    "generators": question(
        "def f(n):\n    for i in range(n):\n        yield i",
        "assert list(f(3)) == [0, 1, 2]\ng = f(1)\nassert next(g) == 0\n"
        "assert next(g, 'end') == 'end'",
    ),
    "what is printed": question(
        "def greet(name):\n    print('Hello', name)",
        "import io, contextlib\nout = io.StringIO()\nwith contextlib.redirect_stdout(out):\n"
        "    greet('Ada')\nassert out.getvalue() == 'Hello Ada\\n'",
    ),
    "what is typed": question(
        "def ask():\n    return int(input('? ')) + 1",
        "import builtins\nfrom unittest.mock import patch\n"
        "with patch('builtins.input', lambda prompt='': '4'):\n    assert ask() == 5",
    ),
    "random numbers from a seed": question(
        "def draw(n):\n    return np.random.rand(n)",
        "np.random.seed(3)\nexpected = np.random.RandomState(3).rand(4)\n"
        "assert np.allclose(draw(4), expected)",
    ),
    "random numbers from one seed twice": question(
        "import random\ndef draw(n):\n    return np.random.rand(n).tolist() + [random.random()]",
        "import random\nnp.random.seed(7)\nrandom.seed(7)\na = draw(4)\nassert draw(4) != a\n"
        "np.random.seed(7)\nrandom.seed(7)\nassert draw(4) == a",
    ),
    "random numbers from the student's own seed": question(
        "np.random.seed(5)\ndef draw(n):\n    return np.random.rand(n)",
        "assert np.allclose(draw(4), np.random.RandomState(5).rand(4))",
    ),
    "a drawing that is handed back": question(
        "import matplotlib.pyplot as plt\ndef draw():\n    figure, axes = plt.subplots()\n"
        "    axes.plot([1, 2], [3, 4])\n    axes.set_title('T')\n    return axes",
        "axes = draw()\nassert axes.get_title() == 'T'\n"
        "assert list(axes.get_lines()[0].get_ydata()) == [3, 4]",
    ),
    "source and signature": question(
        "def f(x, y=2):\n    '''Adds.'''\n    return x + y",
        "import inspect\nassert 'for' not in inspect.getsource(f)\n"
        "assert list(inspect.signature(f).parameters) == ['x', 'y']\n"
        "assert f.__doc__ == 'Adds.' and f.__name__ == 'f' and callable(f)",
    ),
    "a name that the test takes away": question(
        "def g(x):\n    return x\ndef f(x):\n    return g(x)",
        "kept = g\ndel g\ntry:\n    f(1)\nexcept NameError:\n    pass\nelse:\n"
        "    raise AssertionError('f does not use g')\nfinally:\n    g = kept\nassert f(1) == 1",
    ),
    "a name that the test sets": question(
        "limit = 1\ndef f(x):\n    return min(x, limit)", "limit = 5\nassert f(9) == 5"
    ),
    "locked data and helpers": question(
        "def add(n):\n    records.append(n)",
        "add(3)\ncheck(2 + 1)\nassert records == [3]",
        "records = []\ndef check(n):\n    assert n == 3",
    ),
    "locked data that the answer changes": question(
        "records.append(3)\ndel table['a']",
        "assert records == [1, 3]\nassert table == {'b': 2}",
        "records = [1]\ntable = {'a': 1, 'b': 2}",
    ),
    "what the test changes in the student's data": question(
        "log, table = [], {'a': 1}\ndef f(x):\n    log.append(x)\n    return table.get(x)",
        "f('a')\nlog.clear()\ntable['b'] = 2\nassert f('b') == 2 and f('c') is None\n"
        "assert log == ['b', 'c']\nlog.pop()\nassert f('a') == 1 and log == ['b', 'a']",
    ),
    "a locked function that counts its calls": question(
        "def lowest(n):\n    return min(measure(i) for i in range(n))",
        "calls = 0\nassert lowest(5) == 0\nassert calls == 5",
        "calls = 0\ndef measure(x):\n    global calls\n    calls += 1\n    return (x - 2) ** 2",
    ),
    "complex numbers, fractions, bytes": question(
        "from fractions import Fraction\ndef f():\n"
        "    return 1j, Fraction(1, 3), b'x', range(3), 2 ** 80, float('inf')",
        "assert f() == (1j, Fraction(1, 3), b'x', range(3), 2 ** 80, math.inf)",
    ),
    "named tuples and counters": question(
        "from collections import namedtuple, Counter, defaultdict\nP = namedtuple('P', 'x y')\n"
        "def f():\n    d = defaultdict(int)\n    d['a'] += 1\n"
        "    return P(1, 2), Counter('aab'), d",
        "p, c, d = f()\nassert p.x == 1 and p == (1, 2)\nassert c['a'] == 2\nassert d == {'a': 1}",
    ),
    "a generator with a seed": question(
        "def draw(rng):\n    return rng.normal(size=2)",
        "rng, same = np.random.default_rng(5), np.random.default_rng(5)\n"
        "assert np.array_equal(draw(rng), same.normal(size=2))\n"
        "assert rng.integers(99) == same.integers(99), 'it goes on where the student left it'",
    ),
    "a pattern": question(
        "import re\ndigits = re.compile(r'(\\d+)-\\d+', re.ASCII)",
        "assert digits.fullmatch('12-3')[1] == '12'\nassert digits.search('a-3') is None",
    ),
    "formulas": (
        ("", "free", "import sympy as sp\nx, k = sp.symbols('x k', positive=True)"),
        (
            "answer",
            "solution",
            "def f(e):\n    return sp.diff(e, x)\nlaw = sp.Eq(k * x**2, sp.Rational(1, 3))\n"
            "turn = sp.Matrix([[sp.cos(x), 1.5], [0, sp.pi]])\nnothing = sp.Float(0)",
        ),
        (
            "test",
            "test",
            "assert sp.simplify(f(x * sp.exp(x)) - sp.exp(x) * (x + 1)) == 0\n"
            "assert f(sp.Symbol('y')) == 0\nassert law.lhs.subs({k: 2, x: 3}) == 18\n"
            "assert law.free_symbols == {x, k}\n"
            "assert turn.det() == sp.pi * sp.cos(x)\nassert isinstance(f(x), sp.Integer)\n"
            "assert nothing == 0.0",
        ),
    ),
    "contexts that swallow": question(
        "import contextlib\nlog = []\nclass Quiet:\n    def __enter__(self):\n        return 3\n"
        "    def __exit__(self, kind, error, trace):\n        log.append(kind)\n"
        "        return kind is not None and issubclass(kind, ValueError)",
        "with Quiet() as three:\n    assert three == 3\n    int('x')\n"
        "try:\n    with Quiet():\n        {}['x']\nexcept KeyError:\n    pass\n"
        "else:\n    assert False\nassert log == [ValueError, KeyError]",
    ),
    "star imports": (
        ("", "free", "from math import *"),
        ("answer", "solution", "def f(x):\n    return sqrt(x)"),
        ("test", "test", "assert f(4) == sqrt(4)"),
    ),
    "AUTOTEST": question("def f(x):\n    return [x / 3]", "### AUTOTEST f(1); f(2)[0]; len(f(1))"),
    "AUTOTEST of a table, a set and an array": question(
        "def f(n):\n    return pd.DataFrame({'x': range(n)}), {'a', 'b', 'c'}, np.arange(n) / 3",
        "### AUTOTEST f(3)[0]\n# HASHED AUTOTEST f(3)[1]; f(3)[2];\n",
    ),
    "objects that are each equal to themselves": question(
        "class Node:\n    def __init__(self, next=None):\n        self.next = next\n"
        "def last(node):\n    while node.next:\n        node = node.next\n    return node",
        "end = Node()\nfirst = Node(Node(end))\nassert last(first) == end and first != end\n"
        "assert end in [first, first.next, end] and not Node().next\nn, node = 0, first\n"
        "while node:\n    n, node = n + 1, node.next\nassert n == 3\n"
        "assert first.__class__.__name__ == 'Node' and first.__class__ is Node",
    ),
    "an enumeration": question(
        "from enum import Enum\nclass Light(Enum):\n    RED = 1\n    GREEN = 2\n"
        "def turn(light):\n    return Light(3 - light.value)",
        "from enum import Enum\nassert turn(Light.RED) == Light.GREEN != Light.RED\n"
        "assert issubclass(Light, Enum) and isinstance(Light.RED, Enum) and Light['RED'] in Light",
    ),
    "classes that inherit from a library's": question(
        "from abc import ABC, abstractmethod\nclass Shape(ABC):\n    @abstractmethod\n"
        "    def area(self): ...\nclass Bag(list):\n    pass",
        "from abc import ABC\nassert issubclass(Shape, ABC) and issubclass(Bag, (dict, list))\n"
        "assert isinstance(Bag([1]), list) and not issubclass(Shape, list)",
    ),
    "a default and a longest length": question(
        "from collections import defaultdict, deque\ndef f():\n"
        "    return defaultdict(list, a=[1]), deque([1, 2], maxlen=2)",
        "d, q = f()\nassert d['b'] == [] and d == {'a': [1], 'b': []}\n"
        "q.append(3)\nassert list(q) == [2, 3] and q.maxlen == 2",
    ),
    "paths": question(
        "from pathlib import Path\ndef f(path):\n    return Path(path).with_suffix('.csv')",
        "from pathlib import Path\nassert f(Path('a/b.txt')) == f('a/b.txt') == Path('a/b.csv')",
    ),
    "records": question(
        "people = np.array([('Ann', 3), ('Bob', 2)], dtype=[('name', 'U5'), ('n', 'i4')])\n"
        "def f(table):\n    return table[table['n'].argmax()]",
        "assert f(people)['name'] == 'Ann' and f(people[1:])['n'] == 2\n"
        "assert np.sort(people, order='n')['name'][0] == 'Bob'\n"
        "assert people.dtype.names == ('name', 'n')",
    ),
    "a query of the test's own": question(
        "def f():\n    return pd.DataFrame({'a': [1, 2, 3], 'b': 1})",
        "least = 1\nassert f().query('a > @least & b==1 | (a >3)').a.sum() == 5\n"
        "assert f().eval('c = a + b').c.sum() == 9",
    ),
    "bins, periods and missing values": question(
        "def bins(v):\n    return pd.cut(pd.Series(v), [0, 10, 20])\n"
        "def months(days):\n    return pd.Series(1, pd.to_datetime(days).to_period('M'))\n"
        "def gaps(days):\n    return pd.Series(pd.to_datetime(days)).diff()",
        "assert bins([5, 15])[1] == pd.Interval(10, 20)\n"
        "assert bins([5, 15]).value_counts()[pd.Interval(0, 10)] == 1\n"
        "assert months(['2024-02-01']).index[0] == pd.Period('2024-02')\n"
        "assert gaps(['2024-02-01', '2024-02-03'])[0] is pd.NaT",
    ),
    "a decorator on a function of the test": question(
        "import functools\ndef twice(f):\n    @functools.wraps(f)\n    def g(x):\n"
        "        return f(f(x))\n    return g",
        "@twice\ndef half(x):\n    'Halves.'\n    return x / 2\n"
        "assert half(4) == 1 and half.__name__ == 'half' and half.__doc__ == 'Halves.'",
    ),
    "names looked up in a namespace": question(
        "rate = 0.5\ndef f():\n    return rate",
        "assert 'rate' in globals() and 'f' in dir() and 'g' not in locals()\n"
        "assert callable(globals()['f']) and globals().get('rate') == 0.5",
    ),
    "the current figure": question(
        "import matplotlib.pyplot as plt\ndef draw(y):\n    plt.figure()\n    plt.plot(y)\n"
        "    plt.title('T')",
        "import matplotlib.pyplot as plt\ndraw([1, 2])\nassert plt.gca().get_title() == 'T'\n"
        "assert list(plt.gcf().axes[0].lines[0].get_ydata()) == [1, 2]\n"
        "assert len(plt.get_fignums()) == 1\nplt.close()\nassert not plt.get_fignums()",
    ),
}


@pytest.mark.parametrize("cells", LIFTED.values(), ids=LIFTED.keys())
def test_that_a_cell_runs_apart_and_passes_on_the_right_solution(examinations, sit, cells):
    assert examinations(cells)[1]["test"].road == "apart", examinations(cells)[1]["test"].why
    assert earned(sit(cells, {}).questions) == {"test": 2}


def test_that_a_cell_which_counts_on_one_that_runs_together_does_so_too(examinations, sit):
    *others, last = question("seen = []\ndef f(x):\n    seen.append(x)", "assert seen == [1]")
    cells = (*others, ("run", "test", "exec('f(1)')"), last, ("kind", "test", "assert callable(f)"))
    roads = [tried.road for tried in map(examinations(cells)[1].get, ("run", "test", "kind"))]
    assert roads == ["together", "together", "apart"]
    assert set(earned(sit(cells, {}).questions).values()) == {2}


def test_that_locked_data_stay_as_the_answer_left_them(sit):
    test = "assert low == 1\nassert marks == [3, 1], 'they were changed'"
    cells = question("low = min(marks)", test, "marks = [3, 1]")
    (result,) = sit(cells, {"answer": "marks.sort()\nlow = marks[0]"}).questions
    assert "they were changed" in result.feedback


@pytest.mark.slow
@pytest.mark.parametrize("cells", LIFTED.values(), ids=LIFTED.keys())
def test_that_it_fails_where_nothing_was_written(sit, cells):
    stub = "def f(*args):\n    raise NotImplementedError"
    assert earned(sit(cells, {"answer": stub}).questions) == {"test": 0}


TOGETHER = {
    "text that is run": question("def f():\n    return '1 + 1'", "assert eval(f()) == 2"),
    "a query that pandas runs": question(
        "def f():\n    return 'a > 1'",
        "assert pd.DataFrame({'a': [1, 2, 3]}).query(f()).a.sum() == 5",
    ),
    "objects that are compared": question(
        "class P:\n    def __eq__(self, other):\n        return True\n    __hash__ = None",
        "assert P() == P()",
    ),
    "a class built on the student's": question(
        "class A:\n    x = 1", "class B(A):\n    pass\nassert B().x == 1"
    ),
    "an object of the test's own class": question(
        "def size(t):\n    return 0 if t is None else 1 + size(t.left) + size(t.right)",
        "assert size(Node(Node(), Node())) == 3\nassert size(None) == 0",
        "class Node:\n    def __init__(self, left=None, right=None):\n"
        "        self.left, self.right = left, right",
    ),
}


@pytest.mark.parametrize("cells", TOGETHER.values(), ids=TOGETHER.keys())
def test_that_what_cannot_be_lifted_runs_together_and_says_so(examinations, sit, cells):
    assert examinations(cells)[1]["test"].road == "together"
    (result,) = sit(cells, {}).questions
    assert result.score == 2
    assert any(check.passed is None for check in result.checks)


@pytest.mark.parametrize(
    "answer",
    [
        "if not t:\n        return 0\n    return 1 + size(t.left) + size(t.right)",
        "if isinstance(t, Node):\n        t.size = 1 + size(t.left) + size(t.right)\n"
        "    return getattr(t, 'size', 0)",
        "if t is None:\n        return 0\n    return 1 + sum(map(size, vars(t).values()))",
    ],
)
def test_that_a_right_answer_may_do_anything_with_an_object_of_the_tests(sit, answer):
    cells = TOGETHER["an object of the test's own class"]
    given = {"answer": f"def size(t):\n    {answer}"}
    assert earned(sit(cells, given).questions) == {"test": 2}


def test_that_an_answer_which_does_more_with_it_than_the_right_one_is_left_to_a_person(sit):
    three = "class Three:\n    def __iter__(self):\n        return iter('abc')"
    cells = question("def n(x):\n    return len(list(x))", "assert n(Three()) == 3", three)
    for answer, judged in (("sum(1 for i in x if x)", False), ("2 if x else 0", True)):
        (result,) = sit(cells, {"answer": f"def n(x):\n    return {answer}"}).questions
        assert (result.judged, result.score) == (judged, 0)


def test_that_an_answer_of_which_a_test_asks_more_than_of_the_right_one_is_left_to_a_person(sit):
    test = "g = f()\nassert type(g).__name__ == 'generator' or hasattr(g, '__next__')"
    cells = question("def f():\n    yield 1", test)
    for answer, judged in (("iter([1])", False), ("[1]", True)):
        (result,) = sit(cells, {"answer": f"def f():\n    return {answer}"}).questions
        assert (result.judged, result.score) == (judged, 0)


def test_that_a_right_answer_may_ask_what_can_be_done_with_what_a_test_hands_over(sit):
    kind = (
        "from collections.abc import Iterable\ndef kind(x):\n"
        "    return 'function' if {} else 'many' if {} else 'one'"
    )
    deck = "class Deck:\n    def __iter__(self):\n        return iter('ab')"
    test = (
        "given = [1, 'a', len, lambda: 1, Deck(), (x for x in 'ab'), map(abs, [1])]\n"
        "assert ' '.join(map(kind, given)) == 'one many function function many many many'"
    )
    cells = question(kind.format("callable(x)", "isinstance(x, Iterable)"), test, deck)
    asking = kind.format("hasattr(x, '__call__')", "hasattr(x, '__iter__')")
    assert earned(sit(cells, {"answer": asking}).questions) == {"test": 2}


WHAT_IT_IS = {
    "gone over": ("__iter__", "Iterable"),
    "an iterator": ("__next__", "Iterator"),
    "of a size": ("__len__", "Sized"),
}


@pytest.mark.parametrize(("method", "kind"), WHAT_IT_IS.values(), ids=WHAT_IT_IS)
def test_that_an_object_is_only_what_its_class_has_methods_for(examinations, sit, method, kind):
    box = (
        "class Box:\n    def __iter__(self):\n        return self\n    def __next__(self):\n"
        "        raise StopIteration\n    def __len__(self):\n        return 0"
    )
    asking = f"import collections.abc as abc\nassert isinstance(Box(), abc.{kind})"
    cells = question(box, asking)
    assert examinations(cells)[1]["test"].road == "apart"
    assert sit(cells, {}).questions[0].score == 2
    lacking = box.replace(method, f"_{method}")
    assert sit(cells, {"answer": lacking}).questions[0].score == 0
    denying = f"{box}\n    {method} = None"
    assert sit(cells, {"answer": denying}).questions[0].score == 0


def test_that_what_a_test_hands_over_is_only_what_its_class_has_methods_for(sit):
    size = "def size(x):\n    {}"
    test = "assert [size(x) for x in ('ab', (c for c in 'abc'), One())] == [2, 3, 1]"
    trying = "try:\n        return sum(1 for _ in x)\n    except TypeError:\n        return 1"
    cells = question(size.format(trying), test, "class One:\n    pass")
    asking = (
        "import collections.abc as abc\n    if isinstance(x, abc.Sized):\n        return len(x)\n"
        "    return len(list(x)) if isinstance(x, abc.Iterable) else 1"
    )
    assert earned(sit(cells, {"answer": size.format(asking)}).questions) == {"test": 2}


FORBIDDING = {
    "patched": "from unittest.mock import patch\n"
    "with patch('numpy.log', side_effect=AssertionError('no')):\n    assert f(1) == 0",
    "deleted": "kept = np.log\ndel np.log\ntry:\n    assert f(1) == 0\nfinally:\n    np.log = kept",
    "Python's own": "import builtins\nkept = builtins.print\nbuiltins.print = None\n"
    "try:\n    f(1)\nfinally:\n    builtins.print = kept",
    "set by name": "kept = np.log\nsetattr(np, 'log', None)\ntry:\n    assert f(1) == 0\n"
    "finally:\n    setattr(np, 'log', kept)",
    "a division by zero": "with np.errstate(all='raise'):\n    f(0)",
}


@pytest.mark.parametrize("test", FORBIDDING.values(), ids=FORBIDDING.keys())
def test_that_what_a_test_forbids_is_forbidden_to_the_students_code(examinations, sit, test):
    cells = question("def f(x):\n    return math.log(x) if x else 0", test)
    assert examinations(cells)[1]["test"].road == "together"
    used = "def f(x):\n    print(x)\n    return np.log(x)"
    assert [sit(cells, given).questions[0].score for given in ({}, {"answer": used})] == [2, 0]


@pytest.mark.parametrize(
    ("right", "test", "wrong"),
    [
        ("list(v)", "v = [1]\nw = f(v)\nw.append(3)\nassert v == [1]", "v"),
        ("v * 1.0", "v = np.ones(2)\nassert f(v) is not v", "v"),
        ("[[v] for _ in 'ab']", "m = f(2)\nm[0][0] = 1\nassert m[1][0] == 2", "[[v]] * 2"),
        ("dict.fromkeys('ab', v), {}", "a, b = f(1)\na['c'] = 1\nassert not b", "[{}] * 2"),
        ("[r[:] for r in v]", "m = [[1]]\nf(m)[0].append(2)\nassert m == [[1]]", "v[:]"),
        ("max(v, key=len)", "m = [[1]]\nf(m).append(2)\nassert m == [[1, 2]]", "v[0][:]"),
        ("{k: {*s} for k, s in v.items()}", "d = {1: {2}}\nassert f(d)[1] is not d[1]", "{**v}"),
        ("v, v + 1", "a = np.ones(2)\nb, c = f(a)\nb[0] = 5\nassert a[0] == 5", "v * 1, v + 1"),
        ("v[0] is v[1]", "a = []\nassert f((a, a)) and not f(([], []))", "v[0] == v[1]"),
    ],
    ids=[
        *("the argument", "an array", "rows", "a pair"),
        *("rows of the argument", "a row", "sets", "the argument in a pair", "an argument twice"),
    ],
)
def test_that_what_is_one_object_there_is_one_in_the_test(examinations, sit, right, test, wrong):
    cells = question(f"def f(v):\n    return {right}", test)
    assert examinations(cells)[1]["test"].road == "apart"
    assert sit(cells, {}).questions[0].score == 2
    assert sit(cells, {"answer": f"def f(v):\n    return {wrong}"}).questions[0].score == 0


@pytest.mark.parametrize(
    ("argument", "answer", "right"),
    [
        ("{'a': [1]}", "v['a'].append(2)\n    return v['a']", "[1, 2]"),
        ("([1], 2)", "v[0].append(2)\n    return v[0]", "[1, 2]"),
        ("[[1], [2]]", "v.reverse()\n    return v[0], v[1]", "([2], [1])"),
        ("[[1], [2]]", "v.insert(0, [0])\n    return v, v[1]", "([[0], [1], [2]], [1])"),
        ("pd.Series([1.0, 2.0])", "v[0] = 5\n    return [*v.values]", "[5, 2]"),
        ("{'a': np.zeros(1)}", "v['a'] += 1\n    return v['a']", "np.ones(1)"),
    ],
)
def test_that_a_part_of_an_argument_comes_back_as_it_was_made(
    examinations, sit, argument, answer, right
):
    test = f"given = {argument}\nassert f(given) == {right}"
    cells = question(f"def f(v):\n    {answer}", test)
    assert examinations(cells)[1]["test"].road == "apart"
    assert sit(cells, {}).questions[0].score == 2


def test_that_names_of_one_object_are_of_one_in_the_test(examinations, sit):
    cells = question(
        "a = [[1], 2]\nb = [a[0][:], 2]", "b[0].append(3)\nassert a == [[1], 2] and b[0] == [1, 3]"
    )
    assert examinations(cells)[1]["test"].road == "apart"
    assert sit(cells, {}).questions[0].score == 2
    for wrong in ("a", "a[:]"):
        assert sit(cells, {"answer": f"a = [[1], 2]\nb = {wrong}"}).questions[0].score == 0


def test_that_an_argument_which_is_given_back_has_the_shape_that_it_was_given(examinations, sit):
    cells = question("def f(v):\n    return v.reshape(2, 2)", "assert f(np.arange(4))[1, 1] == 3")
    assert examinations(cells)[1]["test"].road == "apart"
    shaped = "def f(v):\n    v.shape = 2, 2\n    return v"
    assert sit(cells, {"answer": shaped}).questions[0].score == 2


def test_that_a_replaced_input_keeps_a_test_apart(examinations):
    test = "from unittest.mock import patch\nwith patch('builtins.input', side_effect=['2']):\n"
    cells = question("def f():\n    return int(input())", f"{test}    assert f() == 2")
    assert examinations(cells)[1]["test"].road == "apart"


def test_that_a_wrong_answer_which_a_weak_test_passes_has_its_points_together(examinations, sit):
    weak = question(
        "def f(n, k=1):\n    return 2 * n",
        "exec('')\nassert f(2, 5) == f(2)\nassert bool(f(3))\nassert f(2) == 2 * f(1)",
    )
    assert examinations(weak)[1]["test"].road == "together"
    (result,) = sit(weak, {"answer": "def f(n, k=1):\n    return np.inf"}).questions
    assert result.judged
    assert result.score == 2


LYING = (
    "class Small(float):\n"
    "    __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True\n"
    "    __sub__ = __rsub__ = __abs__ = lambda self, *other: self\n"
    "def f(n):\n    return Small(0)"
)


@pytest.mark.parametrize(
    "test", ["assert 5 < f(3) < 7", "assert f(3) >= 5", "assert abs(f(3) - 6) < 1e-9"]
)
def test_that_who_lies_to_an_inequality_together_is_left_to_a_person(examinations, sit, test):
    cells = question("def f(n):\n    return 2 * n", f"exec('')\n{test}")
    assert examinations(cells)[1]["test"].road == "together"
    (result,) = sit(cells, {"answer": LYING}).questions
    assert not result.judged
    (result,) = sit(cells, {"answer": "def f(n):\n    return n + n"}).questions
    assert result.score == 2


OWN_EQUAL = (
    "class V:\n    def __init__(self, x):\n        self.x = x\n"
    "    def __add__(self, other):\n        return V(self.x + other.x)\n"
    "    def __eq__(self, other):\n        return self.x == other.x"
)


def test_that_a_class_whose_objects_all_are_equal_is_left_to_a_person(sit):
    cells = question(OWN_EQUAL, "assert V(1) + V(2) == V(3)")
    equal = OWN_EQUAL.replace("self.x == other.x", "True")
    assert not sit(cells, {"answer": equal}).questions[0].judged
    honest = OWN_EQUAL.replace("self.x == other.x", "not self.x - other.x")
    assert sit(cells, {"answer": honest}).questions[0].score == 2


@pytest.mark.parametrize("test", ["assert cards(2) == cards(2)", "assert cards(1)[0] in cards(2)"])
def test_that_own_objects_where_the_solution_has_plain_values_are_left_to_a_person(sit, test):
    cells = question("def cards(n):\n    return [('A', i) for i in range(n)]", test)
    answer = f"{OWN_EQUAL}\n\ndef cards(n):\n    return [V(i) for i in range(n)]"
    (result,) = sit(cells, {"answer": answer}).questions
    assert not result.judged
    for never in ("self is other", "False"):
        wrong = answer.replace("self.x == other.x", never)
        (result,) = sit(cells, {"answer": wrong}).questions
        assert (result.judged, result.score) == (True, 0)


@pytest.mark.parametrize("test", ["isinstance(made(), Point)", "made() == Point(1)"])
def test_that_an_object_of_a_locked_cells_class_that_was_made_before_loses_no_points(sit, test):
    point = "from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: int"
    cells = question("def made():\n    return Point(1)", f"assert {test}", point)
    answer = "one = {}\ndef made():\n    return one"
    (result,) = sit(cells, {"answer": answer.format("Point(1)")}).questions
    assert not result.judged or result.score == 2
    (result,) = sit(cells, {"answer": answer.format("dict(x=1)")}).questions
    assert (result.judged, result.score) == (True, 0)


OWN_KINDS = {
    "a list": "class L(list):\n    pass\ndef f():\n    return L([1, 2])",
    "an array": "class A(np.ndarray):\n    pass\ndef f():\n    return np.array([1, 2]).view(A)",
    "a tuple": "import typing\nclass P(typing.NamedTuple):\n    x: int\n    y: int\n"
    "    def norm(self):\n        return 1\ndef f():\n    return P(1, 2)",
    "a library's": "from collections import UserList\ndef f():\n    return UserList([1, 2])",
    "numbers": "class N(int):\n    pass\ndef f():\n    return [N(1), N(2)]",
}
PLAIN_TESTS = {
    "an assertion": "assert 2 in f() and f()[1] + f()[0] == 3",
    "points": "ok = False\ntry:\n    ok = 2 in f() and f()[1] + f()[0] == 3\n"
    "except Exception:\n    pass\n2 if ok else 0",
}


@pytest.mark.parametrize("test", PLAIN_TESTS.values(), ids=PLAIN_TESTS)
@pytest.mark.parametrize("answer", OWN_KINDS.values(), ids=OWN_KINDS)
def test_that_a_right_answer_of_its_own_kind_loses_no_points_and_a_wrong_one_does(
    sit, test, answer
):
    cells = question("import numpy as np\ndef f():\n    return [1, 2]", test)
    (result,) = sit(cells, {"answer": f"import numpy as np\n{answer}"}).questions
    assert not result.judged or result.score == 2
    wrong = answer.replace("1, 2", "1, 3").replace("N(2)", "N(3)")
    (result,) = sit(cells, {"answer": f"import numpy as np\n{wrong}"}).questions
    assert (result.judged, result.score) == (True, 0)


_TUPLE = """from typing import NamedTuple
class V(NamedTuple):
    x: int
    y: int
    def __add__(self, other): return V(self.x + other.x, self.y + other.y)
    def norm(self): return self.x + self.y
"""
INITIAL = "    def __init__(self, x, y): self.x, self.y = x, y"


@pytest.mark.parametrize(
    "test", ["assert (V(1, 2) + V(3, 4)).x == 4", "assert V(1, 2).norm() == 3"]
)
@pytest.mark.parametrize(
    "answer", [_TUPLE, _TUPLE.replace("V(NamedTuple)", "U(NamedTuple)") + "class V(U): pass"]
)
def test_that_a_named_tuple_has_the_operators_and_methods_that_its_class_gives_it(
    sit, test, answer
):
    for right in (answer, _TUPLE.replace("V(NamedTuple)", "V") + INITIAL):
        cells = question(right, test)
        (result,) = sit(cells, {"answer": answer}).questions
        assert (result.score, len(result.checks)) == (2, 1)
        wrong = answer.replace("self.x +", "self.x -")
        assert earned(sit(cells, {"answer": wrong}).questions) == {"test": 0.0}


def test_that_a_class_of_named_tuples_that_adds_nothing_is_as_good_as_one(sit):
    right = "from collections import namedtuple\nP = namedtuple('P', 'x y')"
    cells = question(right, "assert P(1, 2) == (1, 2) and P(1, 2).x == 1")
    answer = f"{right}\nclass P(P):\n    'A point.'"
    (result,) = sit(cells, {"answer": answer}).questions
    assert (result.score, len(result.checks)) == (2, 1)


@pytest.mark.parametrize("level", ["[x, i]", "(x, i)", "{'a': x, 'b': i}"])
def test_that_containers_in_many_containers_are_containers_there_too(sit, level):
    flat = (
        "def flat(x):\n    if {}: return [x]\n"
        "    parts = x.values() if isinstance(x, dict) else x\n"
        "    return [z for y in parts for z in flat(y)]"
    )
    built = f"x = 0\nfor i in range(1, 110): x = {level}"
    cells = question(
        flat.format("isinstance(x, int)"), f"{built}\nassert flat(x)[5:] == [*range(5, 110)]"
    )
    answer = flat.format("type(x) not in (list, tuple, dict)")
    (result,) = sit(cells, {"answer": answer}).questions
    assert (result.score, len(result.checks)) == (2, 1)
    assert earned(sit(cells, {"answer": answer.replace("[x]", "[0]")}).questions) == {"test": 0.0}


def test_that_what_an_earlier_test_imports_is_there_whether_or_not_the_answer_imports_it(sit):
    cells = (
        ("answer", "solution", "import math as m\ndef f(x):\n    return m.floor(x) + 1"),
        ("first", "test", "import math as m\nassert m.isclose(f(1), 2)"),
        ("second", "test", "assert m.isclose(f(2), 3)"),
    )
    right, half = "def f(x):\n    return x + 1", "def f(x):\n    return 2 * x"
    assert earned(sit(cells, {"answer": right}).questions) == {"first": 2.0, "second": 2.0}
    assert earned(sit(cells, {"answer": half}).questions) == {"first": 2.0, "second": 0.0}


@pytest.mark.parametrize("around", ["{}", "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"])
def test_that_an_answer_may_use_what_only_a_test_imports(sit, around):
    test = f"{around.format('import math as m')}\nassert f(1) == 2"
    cells = question("def f(x):\n    return x + 1", test)
    right, wrong = "def f(x):\n    return m.ceil(x) + 1", "def f(x):\n    return m.ceil(x)"
    assert earned(sit(cells, {"answer": right}).questions) == {"test": 2.0}
    assert earned(sit(cells, {"answer": wrong}).questions) == {"test": 0.0}


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ("sp.sqrt(2) * sp.exp(x) * sp.sin(x + sp.pi / 4)", 2.0),
        ("sp.exp(x) * (sp.sin(x) + sp.cos(x)) + sp.sin(x)**2 + sp.cos(x)**2 - 1", 2.0),
        ("sp.exp(x) * sp.cos(x)", 0.0),
    ],
)
def test_that_a_formula_in_another_form_is_simplified_apart(sit, answer, points):
    before = "import sympy as sp\nx = sp.Symbol('x')\nd = "
    test = "assert sp.simplify(d - sp.exp(x) * (sp.sin(x) + sp.cos(x))) == 0"
    cells = question(f"{before}sp.diff(sp.sin(x) * sp.exp(x), x)", test)
    (result,) = sit(cells, {"answer": f"{before}{answer}"}).questions
    assert (result.score, len(result.checks)) == (points, 1)


def test_that_a_doctest_tests(sit):
    test = (
        "import doctest\ntext = '''\n>>> f(1)\n2\n'''\n"
        "found = doctest.DocTestParser().get_doctest(text, {'f': f}, 'f', None, 0)\n"
        "assert not doctest.DocTestRunner().run(found, out=str).failed"
    )
    right, wrong = "def f(x):\n    return x + 1", "def f(x):\n    return x"
    assert earned(sit(question(right, test), {"answer": wrong}).questions) == {"test": 0.0}
    assert earned(sit(question(right, test), {}).questions) == {"test": 2.0}


def test_that_a_test_which_its_own_solution_fails_is_found_out(examinations):
    cells = question("def f():\n    return 1", "assert f() == 2")
    assert examinations(cells)[1]["test"].road == "broken"


def test_that_a_library_which_is_missing_is_told_of_its_own_solution(examinations):
    cells = question("import nowhere as nw\ndef f():\n    return 1", "assert f() == 1")
    tried = examinations(cells)[1]["test"]
    assert (tried.road, "No module named 'nowhere'" in tried.why) == ("broken", True)
    assert "install it where the autograder is installed" in tried.why


@pytest.mark.parametrize(
    "test",
    [
        "import threading\nthreading.Thread(target=print).start()",
        "import subprocess\nsubprocess.run(['true'])",
        "import urllib.request as u\nu.urlopen('http://localhost.invalid')",
    ],
)
def test_that_an_instructor_is_told_what_no_test_can_use_here(examinations, test):
    tried = examinations(question("x = 1", test))[1]["test"]
    assert tried.road == "broken"
    assert tried.why.endswith("; threads, other programs and the network cannot be used here")


def test_that_a_rehearsal_is_kept_unless_a_cell_failed(server, tmp_path):
    for name, library, kept in (("a", "math", 1), ("b", "nowhere", 1)):
        cells = question(f"import {library}\ndef f():\n    return 1", "assert f() == 1")
        source = read_ordinary(save(cells, tmp_path / "source" / name / f"{name}.ipynb"))
        kept_rehearsal(tmp_path, server, source, "kit")
        assert len(list((tmp_path / ".autograder/tests").glob("*"))) == kept


def test_that_partial_credit_is_the_number_that_a_cell_shows(sit):
    cells = question("def f(x):\n    return x", "score = 2.0 if f(4) == 4 else 0.5\nscore")
    assert earned(sit(cells, {}).questions) == {"test": 2}
    assert earned(sit(cells, {"answer": "def f(x):\n    return 0"}).questions) == {"test": 0.5}


PIECES = "n = 0\nfor x in (0, 4):\n    n += f(x) == x\n    print(x, f(x) == x)\nn"
HIDDEN = f"### BEGIN HIDDEN TESTS\n{PIECES}\n### END HIDDEN TESTS"


@pytest.mark.parametrize(
    ("test", "told"),
    [
        (PIECES, "The test gave 1 of 2 points. It printed: 0 True\n4 False"),
        (HIDDEN, "The test gave 1 of 2 points."),
        ("2 * (f(4) == 4)", "The test gave 0 of 2 points."),
        ("-0.0 if f(4) == 0 else 2", "The test gave 0 of 2 points."),
    ],
)
def test_that_what_a_test_prints_is_told_unless_it_is_hidden(sit, test, told):
    cells = question("def f(x):\n    return x", test)
    (result,) = sit(cells, {"answer": "def f(x):\n    return 0"}).questions
    assert result.feedback == told


def test_that_a_warning_costs_nothing(sit):
    cells = question("def f(x):\n    return x", "assert f(4) == 4")
    loud = (
        "import warnings, sys\ndef f(x):\n    warnings.warn('!')\n    print('!', file=sys.stderr)"
    )
    assert earned(sit(cells, {"answer": f"{loud}\n    return x"}).questions) == {"test": 2}


@pytest.mark.parametrize("sign", ["### ", "# ", "#"])
def test_that_a_hidden_test_is_not_told(sit, sign):
    hidden = f"{sign}BEGIN HIDDEN TESTS\nassert f(5) == 25, 'secret'\n{sign}END HIDDEN TESTS"
    cells = question("def f(x):\n    return x * x", f"assert f(0) == 0, 'zero'\n{hidden}")
    (result,) = sit(cells, {"answer": "def f(x):\n    return 0"}).questions
    assert result.feedback == "It did not pass a hidden test."
    (result,) = sit(cells, {"answer": "def f(x):\n    return 1"}).questions
    assert "zero" in result.feedback
    assert "f(0) == 0" in result.feedback


@pytest.mark.parametrize(
    ("answer", "right"),
    {
        "the digits that are shown": ("return np.array([x / 3 + 1e-12])", True),
        "another kind of number": ("return np.array([int(x / 3)])", False),
        "a list": ("return [x / 3]", False),
    }.values(),
)
def test_that_an_autotest_compares_what_nbgrader_s_would_print(sit, answer, right):
    cells = question("def f(x):\n    return np.array([x / 3])", "### AUTOTEST f(2)")
    (result,) = sit(cells, {"answer": f"def f(x):\n    {answer}"}).questions
    assert result.score == (2 if right else 0)
    assert right or "### AUTOTEST f(2)" in result.feedback


@pytest.mark.parametrize(
    ("answers", "told"),
    {
        "no Python": ({"second": "def f(x):\nreturn x"}, " (second ended with IndentationError"),
        "not written": (
            {"first": "raise NotImplementedError()", "second": "raise NotImplementedError()"},
            " (second ended with NotImplementedError",
        ),
        "an import": (
            {
                "first": "import nowhere\nimport numpy",
                "second": "def f(x):\n    return numpy.abs(x)",
            },
            " (first ended with ModuleNotFoundError",
        ),
        "another cell": ({"first": "g = 1 / 0", "second": "f_ = abs"}, ""),
        "a slip": ({"first": "g = 1 / 0", "second": "def f(x):\n    return y"}, ""),
    }.values(),
)
@pytest.mark.parametrize("road", ["apart", "together"])
def test_that_a_missing_name_is_told_with_the_cell_that_should_define_it(sit, answers, told, road):
    test = "assert f(4) == 4" if road == "apart" else "assert eval('f(4)') == 4"
    cells = (
        ("first", "solution", "def g(x):\n    return x"),
        ("second", "solution", "def f(x):\n    return x"),
        ("test", "test", test),
    )
    (result,) = sit(cells, answers).questions
    assert f"is not defined{told}" in result.feedback
    assert result.feedback.count("ended with") == bool(told)


@pytest.mark.parametrize("first", ["assert f(1) == 1", "assert eval('f(1)') == 1"])
def test_that_a_name_of_a_test_is_told_with_the_test_that_did_not_pass(sit, first):
    cells = (
        *question("def f(x):\n    return x", f"{first}\nknown = f(2)"),
        ("next", "test", "assert known == f(2)"),
    )
    _, last = sit(cells, {"answer": "def f(x):\n    return 0"}).questions
    assert last.feedback.endswith(
        "NameError: name 'known' is not defined (test, which defines it, did not pass)"
    )


@pytest.mark.parametrize("answer", ["class A:\n    pass", "class A(list):\n    pass"])
def test_that_an_object_is_not_taken_for_a_plain_value(sit, answer):
    cells = question("def f(n):\n    return n > 2", "assert f(3)\nassert not f(1)")
    liar = f"{answer}\nA.__bool__ = A.__eq__ = lambda *a: True\ndef f(n):\n    return A()"
    assert earned(sit(cells, {"answer": liar}).questions) == {"test": 0}


def test_that_a_figure_which_a_test_draws_on_is_its_own(sit):
    drawn = "import matplotlib.pyplot as plt\ndef f(x):\n    plt.plot([0])\n    return 2 * x"
    test = "import matplotlib.pyplot as plt\ny = f(2)\nplt.gca().plot([1], [4])\nassert y == 4"
    cells = question("def f(x):\n    return 2 * x", test)
    assert earned(sit(cells, {"answer": drawn}).questions) == {"test": 2}
    peeking = drawn + "\nplt.plot([0])\ndef f(x):\n    return plt.gca().lines[-1].get_ydata()[0]"
    assert earned(sit(cells, {"answer": peeking}).questions) == {"test": 0}


@pytest.mark.parametrize("together", ["", "exec('')\n"])
def test_that_a_figure_which_was_shown_is_the_current_one_still(sit, together):
    drawn = "import matplotlib.pyplot as plt\ndef f():\n    plt.plot([3])"
    test = f"{together}import matplotlib.pyplot as plt\nf()\nassert len(plt.gca().lines) == 1"
    given = {"answer": f"{drawn}\n    plt.show()"}
    assert earned(sit(question(drawn, test), given).questions) == {"test": 2}


@pytest.mark.slow
def test_that_an_endless_call_costs_its_own_cell(sit):
    cells = (
        ("a", "solution", "def f(x):\n    return x\ndef g(x):\n    return x"),
        ("one", "test", "assert f(1) == 1"),
        ("two", "test", "assert g(1) == 1"),
    )
    endless = "def f(x):\n    while True:\n        pass\ndef g(x):\n    return x"
    examined = sit(cells, {"a": endless})
    assert earned(examined.questions) == {"one": 0, "two": 2}
    assert examined.questions[0].diagnosis == "timeout"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "test"),
    [
        ("def f():\n    while True:\n        yield 0", "assert list(f()) == [1]"),
        (
            "def f(g):\n    while True:\n        try:\n            g()\n"
            "        except Exception:\n            pass",
            "def g():\n    raise EOFError\nassert f(g) is None",
        ),
    ],
)
def test_that_quick_calls_without_end_cost_their_own_cell(tmp_path, answer, test):
    right = "def f(*args):\n    yield 1" if "list" in test else "def f(g):\n    pass"
    cells = (("a", "solution", right), ("one", "test", test), ("two", "test", "assert callable(f)"))
    source = read_ordinary(save(cells, tmp_path / "ps" / "ps.ipynb"))
    with ForkServer(Limits(notebook_seconds=6.0), accept_risk=True) as server:
        examination = TestExamination(server, source, rehearse(server, source))
        examined = examination.examine(handed_in(cells, {"a": answer}), {})
    assert earned(examined.questions) == {"one": 0, "two": 2}
    assert examined.questions[0].diagnosis == "timeout"
    told = f"`{test.splitlines()[-1]}`: still running after half of the time left."
    assert told in examined.questions[0].feedback


@pytest.mark.slow
def test_that_the_words_for_a_failure_take_no_time_from_a_test(tmp_path):
    hidden = "### BEGIN HIDDEN TESTS\nassert f(2) == 2\n### END HIDDEN TESTS"
    cells = (
        ("a", "solution", "def f(x):\n    return x\ndef g(x):\n    return x"),
        ("one", "test", f"{hidden}\nassert f(3) == 3"),
        ("two", "test", "assert eval('g(4)') == 4"),
    )
    slow = "import time\ntime.sleep(3)\ndef f(x):\n    return 2\ndef g(x):\n    return x"
    source = read_ordinary(save(cells, tmp_path / "ps" / "ps.ipynb"))
    with ForkServer(Limits(notebook_seconds=11.0), accept_risk=True) as server:
        examination = TestExamination(server, source, rehearse(server, source))
        examined = examination.examine(handed_in(cells, {"a": slow}), {})
    assert earned(examined.questions) == {"one": 0, "two": 2}


@pytest.mark.slow
def test_that_after_an_endless_call_nothing_stands_for_what_was_there_before(sit):
    kind = MANNERS["endless sequences"]
    examined = sit(kind.cells, dict(kind.answers["endless"]))
    assert earned(examined.questions) == {"first": 0, "on": 0, "pairs": 2}


def test_that_a_recursion_through_the_test_without_end_costs_its_own_cell(sit):
    cells = (
        ("a", "solution", "def f(n):\n    return n * f(n - 1) if n else 1"),
        ("one", "test", "own = f\nf = lambda n: own(n)\nassert f(3) == 6"),
        ("two", "test", "assert callable(f)"),
    )
    examined = sit(cells, {"a": "def f(n):\n    return n * f(n - 1)"})
    assert earned(examined.questions) == {"one": 0, "two": 2}
    assert "RecursionError" in examined.questions[0].feedback


def test_that_a_seed_of_one_library_is_none_of_another(sit):
    right = "import random\ndef f(n):\n    return [random.random() for _ in range(n)]"
    again = "import random\nrandom.seed(1)\na = f(3)\nrandom.seed(1)\nassert f(3) == a"
    cells = question(right, again)
    assert earned(sit(cells, {}).questions) == {"test": 2}
    other = "def f(n):\n    return np.random.rand(n).tolist()"
    assert earned(sit(cells, {"answer": other}).questions) == {"test": 0}


@pytest.mark.parametrize("mode", ["", "b"])
def test_that_a_file_which_a_test_opens_is_read_and_written_in_any_way(sit, mode):
    cells = question(
        "def f(file):\n    return sum(1 for _ in file)\ndef g(file, what):\n    print(end='')",
        f"with open('a', 'w{mode}') as file:\n    g(file, {mode}'x')\n"
        f"with open('a', 'r{mode}') as file:\n    assert f(file) == 0",
    )
    other = (
        "def f(file):\n    return len(file.readlines())\n"
        "def g(file, what):\n    file.write(what[:0])"
    )
    assert earned(sit(cells, {"answer": other}).questions) == {"test": 2}


@pytest.mark.parametrize("answer", ["xs[0] / 2", "xs[0][:1] + 0", "list(xs[0])"])
def test_that_an_array_which_replaces_another_in_a_list_is_seen_as_it_is(sit, answer):
    cells = question(
        f"import numpy as np\ndef f(xs):\n    return [{answer}]",
        f"import numpy as np\nxs = [np.array([3, 4])]\nwant = {answer}\n"
        "assert np.array_equal(f(xs)[0], want)",
    )
    in_place = {"answer": f"import numpy as np\ndef f(xs):\n    xs[0] = {answer}\n    return xs"}
    assert earned(sit(cells, in_place).questions) == {"test": 2}


def test_that_a_cell_without_points_is_passed_or_failed(sit, monkeypatch):
    monkeypatch.setitem(MARKS["test"], "points", 0)
    cells = question("def f(x):\n    return 3 * x", "assert f(1) == 3")
    (result,) = sit(cells, {}).questions
    assert (result.outcome, result.feedback) == ("passed", "Right.")
    (result,) = sit(cells, {"answer": "def f(x):\n    return 0"}).questions
    assert result.outcome == "failed"
    assert "assert f(1) == 3" in result.feedback
    (result,) = sit(question("def f(x):\n    return 3 * x", "f(3)"), {}).questions
    assert (result.outcome, result.judged) == ("passed", True)


@pytest.mark.parametrize(
    ("answer", "source"),
    {
        "a lambda": ("f = lambda x: x", "f = lambda x: x\n"),
        "decorators": (
            "import functools\n@functools.cache\n@functools.wraps(abs, ())\ndef f(x): return x",
            "@functools.cache\n@functools.wraps(abs, ())\ndef f(x): return x\n",
        ),
        "below a magic": ("%matplotlib inline\ndef f(x): return x", "def f(x): return x\n"),
        "another name": ("def g(x): return x\nf = g", "def g(x): return x\n"),
    }.values(),
)
def test_that_inspect_finds_what_was_written(sit, answer, source):
    cells = question(answer, f"import inspect\nassert inspect.getsource(f) == {source!r}")
    other = question("def f(x):\n    return x", "import inspect\ninspect.getsource(f)")
    other = (*other[:-1], ("kept", "test", "own = f\nf = own"), other[-1])
    assert earned(sit(cells, {}).questions) == {"test": 2}
    assert earned(sit(other, {"answer": answer}).questions) == {"kept": 2, "test": 2}


@pytest.mark.parametrize("answer", ["f = abs", "f = np.absolute"])
def test_that_a_function_which_is_not_written_in_python_is_none_for_a_test(sit, answer):
    cells = question(
        "def f(x):\n    return abs(x)",
        "import types\nfrom unittest.mock import patch\nwith patch('__main__.f', return_value=7):\n"
        "    assert f(3) == 7\n2 if isinstance(f, types.FunctionType) else 1",
    )
    assert earned(sit(cells, {}).questions) == {"test": 2}
    assert earned(sit(cells, {"answer": answer}).questions) == {"test": 1}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("def f(x):\n    return 0", "AssertionError: f(3) is no 6"),
        (
            "class int:\n    pass\ndef f(x):\n    return int()",
            "AssertionError: int (of the notebook's own) is no int",
        ),
    ],
)
def test_that_the_message_of_a_failed_test_tells_names(sit, answer, told):
    test = (
        "y = f(3)\nassert type(y).__name__ == 'int', f'{type(y).__name__} is no int'\n"
        "assert y == 6, f'{f.__name__}(3) is no 6'"
    )
    cells = question("def f(x):\n    return 2 * x", test)
    (result,) = sit(cells, {"answer": answer}).questions
    assert told in result.feedback


def test_that_a_test_which_runs_together_is_told_with_its_own_line(sit):
    answer = "def f():\n    'Finds it.'\n\n    x = 1\n    raise {}"
    test = "exec('')\ntry:\n    f()\nexcept KeyError:\n    pass"
    cells = question(answer.format("KeyError"), test)
    (result,) = sit(cells, {"answer": answer.format("ValueError")}).questions
    assert result.feedback == "It stopped at the test `f()` with ValueError"


@pytest.mark.parametrize(
    "line",
    [
        "help(print)",
        "exit",
        "import sympy\nsympy.init_printing()",
        "from IPython import get_ipython\nget_ipython().run_line_magic('matplotlib', 'inline')",
        "get_ipython().user_ns['a'] = 1",
        "from matplotlib_inline.backend_inline import set_matplotlib_formats as s\ns('svg')",
    ],
)
def test_that_what_is_there_in_every_notebook_ends_no_cell_here(sit, line):
    cells = question("def f():\n    return 1", "assert f() == 1")
    answer = f"{line}\ndef f():\n    return 1"
    assert earned(sit(cells, {"answer": answer}).questions) == {"test": 2}


@pytest.mark.parametrize("imported", ["", "from IPython.display import display\n"])
@pytest.mark.parametrize("together", ["", "exec('')\n"])
def test_that_what_is_displayed_is_not_printed(sit, imported, together):
    test = (
        "import io, contextlib\nout = io.StringIO()\nwith contextlib.redirect_stdout(out):\n"
        "    f(2)\nassert out.getvalue() == '2\\n'"
    )
    cells = question("def f(x):\n    print(x)", f"{together}{test}")
    shown = f"{imported}def f(x):\n    display(x)\n    print(x)"
    assert earned(sit(cells, {"answer": shown}).questions) == {"test": 2}


@pytest.mark.parametrize("test", ["%timeit -n1 -r1 f(9)", "%%timeit -n1 -r1\nf(9)", "%prun f(9)"])
def test_that_the_value_of_a_line_that_is_timed_is_not_taken_for_points(sit, test):
    cells = question("def f(x):\n    return 2 * x", test)
    assert earned(sit(cells, {}).questions) == {"test": 2}


def test_that_more_points_than_there_are_are_left_to_a_person(sit):
    cells = question("def f(x):\n    return x", "f(2)")
    (result,) = sit(cells, {"answer": "def f(x):\n    return 99"}).questions
    assert result.score == 0
    assert not result.judged
