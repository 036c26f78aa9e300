"""Ordinary notebooks in several manners, each with submissions of several qualities.

What is right, half right and wrong is written out; every notebook is also handed in as released
(nothing written), with a cell that is no Python, and with a function that never ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.testcells.courses import Cells


@dataclass(frozen=True)
class Kind:
    """One notebook. `answers` are whole submissions: other texts for some of its cells."""

    cells: Cells
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def kind(setup: str, answer: str, tests: Mapping[str, str], **answers: str) -> Kind:
    cells = (
        ("", "free", setup),
        ("answer", "solution", answer),
        *((name, "test", text) for name, text in tests.items()),
    )
    return Kind(cells, {name: {"answer": text} for name, text in answers.items()})


_NUMPY = "import numpy as np\nimport math"
_PANDAS = "import pandas as pd\nimport numpy as np"
_PLOT = "import numpy as np\nimport matplotlib.pyplot as plt"

KINDS: dict[str, Kind] = {
    # Numerical methods
    "bisection": kind(
        _NUMPY,
        "def bisect(f, a, b, tol=1e-8):\n    if f(a) * f(b) > 0:\n"
        "        raise ValueError('no change of sign')\n    while b - a > tol:\n"
        "        m = (a + b) / 2\n        if f(a) * f(m) <= 0:\n            b = m\n"
        "        else:\n            a = m\n    return (a + b) / 2",
        {
            "root": "assert abs(bisect(lambda x: x ** 2 - 2, 0, 2) - math.sqrt(2)) < 1e-6",
            "cosine": "assert np.isclose(bisect(np.cos, 0, 3), np.pi / 2)",
            "sign": "try:\n    bisect(lambda x: x * x + 1, 0, 1)\n    assert False, 'no error'\n"
            "except ValueError:\n    pass",
        },
        half="def bisect(f, a, b, tol=1e-8):\n    while b - a > tol:\n        m = (a + b) / 2\n"
        "        if f(a) * f(m) <= 0:\n            b = m\n        else:\n            a = m\n"
        "    return m",
        wrong="def bisect(f, a, b, tol=1e-8):\n    return (a + b) / 2",
    ),
    "newton": kind(
        _NUMPY,
        "def newton(f, df, x, steps):\n    xs = [x]\n    for _ in range(steps):\n"
        "        x = x - f(x) / df(x)\n        xs.append(x)\n    return np.array(xs)",
        {
            "length": "assert len(newton(lambda x: x, lambda x: 1.0, 3.0, 4)) == 5",
            "values": "xs = newton(lambda x: x**2 - 4, lambda x: 2*x, 3.0, 5)\n"
            "assert xs.shape == (6,)\nnp.testing.assert_almost_equal(xs[-1], 2)",
            "flat": "from pytest import raises\nwith raises(ZeroDivisionError):\n"
            "    newton(lambda x: x * x + 1, lambda x: 0, 1, 2)",
        },
        half="def newton(f, df, x, steps):\n    xs = []\n    for _ in range(steps):\n"
        "        x = x - f(x) / df(x)\n        xs.append(x)\n    return np.array(xs)",
        wrong="def newton(f, df, x, steps):\n    return [x] * steps",
    ),
    "trapezoid": kind(
        _NUMPY,
        "def trapezoid(f, a, b, n):\n    x = np.linspace(a, b, n + 1)\n    y = f(x)\n"
        "    return (b - a) / n * (y.sum() - (y[0] + y[-1]) / 2)",
        {
            "line": "assert np.isclose(trapezoid(lambda x: 2 * x, 0, 3, 4), 9)",
            "sine": "assert abs(trapezoid(np.sin, 0, np.pi, 200) - 2) < 1e-3",
            "order": "e = [abs(trapezoid(np.exp, 0, 1, n) - (math.e - 1)) for n in (8, 16, 32)]\n"
            "rates = np.log2(np.array(e[:-1]) / np.array(e[1:]))\n"
            "assert np.all(abs(rates - 2) < 0.05), f'the order is {rates}'",
        },
        half="def trapezoid(f, a, b, n):\n    x = np.linspace(a, b, n)\n    y = f(x)\n"
        "    return (b - a) / (n - 1) * (y.sum() - (y[0] + y[-1]) / 2)",
        wrong="def trapezoid(f, a, b, n):\n    x = np.linspace(a, b, n + 1)\n"
        "    return (b - a) / n * f(x).sum()",
    ),
    "linear systems": kind(
        _NUMPY,
        "def solve(A, b):\n    A, b = A.astype(float), b.astype(float)\n    n = len(b)\n"
        "    for k in range(n):\n        p = k + np.argmax(abs(A[k:, k]))\n"
        "        A[[k, p]], b[[k, p]] = A[[p, k]], b[[p, k]]\n        for i in range(k + 1, n):\n"
        "            m = A[i, k] / A[k, k]\n            A[i] -= m * A[k]\n"
        "            b[i] -= m * b[k]\n    x = np.zeros(n)\n    for i in range(n - 1, -1, -1):\n"
        "        x[i] = (b[i] - A[i, i + 1:] @ x[i + 1:]) / A[i, i]\n    return x",
        {
            "small": "A = np.array([[2., 1.], [1., 3.]])\nb = np.array([3., 5.])\n"
            "x = solve(A, b)\nassert np.allclose(A @ x, b)",
            "random": "rng = np.random.default_rng(3)\nfor n in (3, 5):\n"
            "    A, b = rng.normal(size=(n, n)), rng.normal(size=n)\n"
            "    np.testing.assert_allclose(solve(A, b), np.linalg.solve(A, b))",
            "untouched": "A = np.eye(2) * 2\nb = np.ones(2)\nsolve(A, b)\n"
            "assert A[0, 0] == 2 and b[0] == 1",
            "pivot": "assert np.allclose(solve(np.array([[0, 1], [1, 0]]), np.array([2, 3])),"
            " [3, 2])",
        },
        half="def solve(A, b):\n    n = len(b)\n    for k in range(n):\n"
        "        for i in range(k + 1, n):\n            m = A[i, k] / A[k, k]\n"
        "            A[i] -= m * A[k]\n            b[i] -= m * b[k]\n    x = np.zeros(n)\n"
        "    for i in range(n - 1, -1, -1):\n"
        "        x[i] = (b[i] - A[i, i + 1:] @ x[i + 1:]) / A[i, i]\n    return x",
        wrong="def solve(A, b):\n    return b / A.diagonal()",
    ),
    "euler": kind(
        _NUMPY,
        "def euler(f, y0, t):\n    y = np.zeros(len(t))\n    y[0] = y0\n"
        "    for i in range(len(t) - 1):\n        y[i + 1] = y[i] + (t[i + 1] - t[i]) * f(t[i], y[i])\n"
        "    return y",
        {
            "shape": "t = np.linspace(0, 1, 11)\ny = euler(lambda t, y: -y, 1, t)\n"
            "assert isinstance(y, np.ndarray)\nassert y.shape == t.shape",
            "values": "t = np.linspace(0, 1, 3)\n"
            "assert np.allclose(euler(lambda t, y: -y, 1.0, t), [1, 0.5, 0.25])",
            "credit": "good = np.allclose(euler(lambda t, y: t, 0, np.arange(4)), [0, 0, 1, 3])\n"
            "2 if good else 0.5",
        },
        half="def euler(f, y0, t):\n    y = [y0]\n    for i in range(len(t) - 1):\n"
        "        y.append(y[i] + (t[i + 1] - t[i]) * f(t[i], y[i]))\n    return y",
        wrong="def euler(f, y0, t):\n    return np.full(len(t), y0)",
    ),
    "interpolation": kind(
        _NUMPY,
        "def lagrange(xs, ys):\n    def p(x):\n        return sum(y * np.prod([(x - b) / (a - b) "
        "for b in xs if b != a]) for a, y in zip(xs, ys))\n    return p",
        {
            "nodes": "p = lagrange([0, 1, 3], [1, 2, 0])\nassert callable(p)\n"
            "assert [round(p(x), 9) for x in (0, 1, 3)] == [1, 2, 0]",
            "between": "assert np.isclose(lagrange([0, 1, 2], [0, 1, 4])(1.5), 2.25)",
        },
        half="def lagrange(xs, ys):\n    return lambda x: dict(zip(xs, ys))[x]",
        wrong="def lagrange(xs, ys):\n    return ys",
    ),
    "monte carlo": kind(
        _NUMPY,
        "def estimate_pi(n):\n    p = np.random.rand(n, 2)\n"
        "    return 4 * np.mean((p ** 2).sum(axis=1) <= 1)",
        {
            "seeded": "np.random.seed(7)\na = estimate_pi(1000)\nnp.random.seed(7)\n"
            "assert a == estimate_pi(1000)",
            "near": "np.random.seed(1)\nassert abs(estimate_pi(20000) - math.pi) < 0.05",
        },
        half="import random\ndef estimate_pi(n):\n    r = random.Random()\n"
        # Two of its estimates are never equal by chance.
        "    inside = sum(r.random()**2 + r.random()**2 <= 1 for _ in range(n))\n"
        "    return 4 * inside / n + 1e-9 * r.random()",
        wrong="def estimate_pi(n):\n    return 3.2",
    ),
    "complex roots": kind(
        "import cmath\n" + _NUMPY,
        "def roots(a, b, c):\n    d = cmath.sqrt(b * b - 4 * a * c)\n"
        "    return (-b + d) / (2 * a), (-b - d) / (2 * a)",
        {
            "real": "assert set(roots(1, -3, 2)) == {1, 2}",
            "complex": "assert roots(1, 0, 1) == (1j, -1j)\nassert type(roots(1, 0, 1)) is tuple",
        },
        half="def roots(a, b, c):\n    d = math.sqrt(b * b - 4 * a * c)\n"
        "    return (-b + d) / (2 * a), (-b - d) / (2 * a)",
        wrong="def roots(a, b, c):\n    return a, b",
    ),
    # pandas
    "groups": kind(
        _PANDAS,
        "def mean_by(frame, key, value):\n    return frame.groupby(key)[value].mean()",
        {
            "values": "df = pd.DataFrame({'k': list('aab'), 'v': [1., 3., 5.]})\n"
            "r = mean_by(df, 'k', 'v')\nassert r['a'] == 2 and r.loc['b'] == 5\n"
            "assert isinstance(r, pd.Series)",
            "exactly": "df = pd.DataFrame({'k': list('aab'), 'v': [1., 3., 5.]})\n"
            "want = pd.Series([2., 5.], index=pd.Index(['a', 'b'], name='k'), name='v')\n"
            "pd.testing.assert_series_equal(mean_by(df, 'k', 'v'), want)",
        },
        half="def mean_by(frame, key, value):\n"
        "    return pd.Series({k: g[value].mean() for k, g in frame.groupby(key)})",
        wrong="def mean_by(frame, key, value):\n    return frame[value].mean()",
    ),
    "cleaning": kind(
        _PANDAS,
        "raw = pd.DataFrame({'name': [' Ann', 'Bob ', None], 'age': ['31', 'x', '7']})\n"
        "clean = raw.dropna(subset=['name']).assign(name=lambda d: d.name.str.strip(), "
        "age=lambda d: pd.to_numeric(d.age, errors='coerce'))",
        {
            "rows": "assert clean.shape == (2, 2)\nassert list(clean.columns) == ['name', 'age']",
            "names": "assert clean.name.tolist() == ['Ann', 'Bob']",
            "missing": "assert clean.age.isna().sum() == 1\nassert clean['age'].max() == 31",
        },
        half="raw = pd.DataFrame({'name': [' Ann', 'Bob ', None], 'age': ['31', 'x', '7']})\n"
        "clean = raw.dropna()",
        wrong="clean = None",
    ),
    "merging": kind(
        _PANDAS,
        "def join(left, right):\n    return left.merge(right, on='id', how='left')",
        {
            "shape": "a = pd.DataFrame({'id': [1, 2], 'x': [3, 4]})\n"
            "b = pd.DataFrame({'id': [2], 'y': ['q']})\nj = join(a, b)\n"
            "assert len(j) == 2\nassert j.y.isna().tolist() == [True, False]",
            "unchanged": "a = pd.DataFrame({'id': [1]})\njoin(a, a.copy())\n"
            "assert a.equals(pd.DataFrame({'id': [1]}))",
        },
        half="def join(left, right):\n    return left.merge(right, on='id')",
        wrong="def join(left, right):\n    left['z'] = 1\n    return left",
    ),
    "dates": kind(
        _PANDAS,
        "def monthly(days, values):\n    s = pd.Series(values, index=pd.to_datetime(days))\n"
        "    return s.groupby(s.index.month).sum()",
        {
            "sums": "m = monthly(['2024-01-03', '2024-01-09', '2024-02-01'], [1, 2, 5])\n"
            "assert m.to_dict() == {1: 3, 2: 5}",
            "order": "assert list(monthly(['2024-03-01', '2024-01-01'], [1, 2]).index) == [1, 3]",
        },
        half="def monthly(days, values):\n    s = pd.Series(values, index=[int(d[5:7]) for d in "
        "days])\n    return s.groupby(level=0, sort=False).sum()",
        wrong="def monthly(days, values):\n    return pd.Series(values)",
    ),
    "pivoting": kind(
        _PANDAS,
        "def table(frame):\n    return frame.pivot_table(index='a', columns='b', values='v', "
        "aggfunc='sum', fill_value=0)",
        {
            "cells": "df = pd.DataFrame({'a': [1, 1, 2], 'b': ['x', 'y', 'x'], 'v': [1, 2, 3]})\n"
            "t = table(df)\nassert t.loc[2, 'y'] == 0\nassert t.loc[1].tolist() == [1, 2]",
            "axes": "df = pd.DataFrame({'a': [1], 'b': ['x'], 'v': [1]})\n"
            "assert table(df).index.name == 'a' and list(table(df).columns) == ['x']",
        },
        half="def table(frame):\n    return frame.pivot(index='a', columns='b', values='v')",
        wrong="def table(frame):\n    return frame",
    ),
    "categories": kind(
        _PANDAS,
        "def grade(points):\n    return pd.cut(pd.Series(points), [0, 50, 80, 101], "
        "labels=['C', 'B', 'A'], right=False)",
        {
            "labels": "assert grade([10, 50, 99]).tolist() == ['C', 'B', 'A']",
            "kind": "assert str(grade([1]).dtype) == 'category'\n"
            "assert grade([90, 10]).value_counts()['A'] == 1",
        },
        half="def grade(points):\n    return pd.Series(['A' if p > 80 else 'B' if p >= 50 else 'C' "
        "for p in points])",
        wrong="def grade(points):\n    return points",
    ),
    # Texts and recursion
    "palindromes": kind(
        "",
        "def is_palindrome(s):\n    s = [c.lower() for c in s if c.isalpha()]\n"
        "    return s == s[::-1]",
        {
            "words": "assert is_palindrome('Anna') is True\nassert not is_palindrome('Ann')",
            "sentences": "assert is_palindrome('A man, a plan, a canal: Panama')",
            "empty": "assert is_palindrome('')",
        },
        half="def is_palindrome(s):\n    return s.lower() == s.lower()[::-1]",
        wrong="def is_palindrome(s):\n    return len(s) > 3",
    ),
    "caesar": kind(
        "import string",
        "def encode(text, n):\n    return ''.join(chr((ord(c) - 97 + n) % 26 + 97) if c in "
        "string.ascii_lowercase else c for c in text)",
        {
            "shift": "assert encode('abc', 2) == 'cde', 'abc becomes cde'",
            "around": "assert encode('xyz', 3) == 'abc'",
            "back": "for text in ('hello', 'a b!'):\n    assert encode(encode(text, 5), -5) == text",
        },
        half="def encode(text, n):\n    return ''.join(chr(ord(c) + n) for c in text)",
        wrong="def encode(text, n):\n    return text",
    ),
    "counting words": kind(
        "from collections import Counter",
        "def words(text):\n    return Counter(text.lower().split())",
        {
            "counts": "assert words('a b A') == {'a': 2, 'b': 1}",
            "most": "assert words('x y x').most_common(1) == [('x', 2)]",
        },
        half="def words(text):\n    d = {}\n    for w in text.lower().split():\n"
        "        d[w] = d.get(w, 0) + 1\n    return d",
        wrong="def words(text):\n    return len(text.split())",
    ),
    "hanoi": kind(
        "",
        "def hanoi(n, a='A', b='B', c='C'):\n    if n == 0:\n        return []\n"
        "    return hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)",
        {
            "lengths": "assert [len(hanoi(n)) for n in range(5)] == [0, 1, 3, 7, 15]",
            "moves": "pegs = {'A': [3, 2, 1], 'B': [], 'C': []}\nfor x, y in hanoi(3):\n"
            "    disc = pegs[x].pop()\n    assert not pegs[y] or pegs[y][-1] > disc\n"
            "    pegs[y].append(disc)\nassert pegs['C'] == [3, 2, 1]",
        },
        half="def hanoi(n):\n    return [('A', 'C')] * (2 ** n - 1)",
        wrong="def hanoi(n):\n    return hanoi(n)",
    ),
    "permutations": kind(
        "",
        "def perms(items):\n    if not items:\n        yield []\n    for i, x in enumerate(items):\n"
        "        for rest in perms(items[:i] + items[i + 1:]):\n            yield [x, *rest]",
        {
            "all": "assert sorted(perms([1, 2, 3]))[0] == [1, 2, 3]\n"
            "assert len(list(perms([1, 2, 3]))) == 6",
            "lazily": "assert next(perms(list(range(10)))) == list(range(10))",
        },
        half="import itertools\ndef perms(items):\n"
        "    return list(itertools.permutations(items))",
        wrong="def perms(items):\n    return [items]",
    ),
    "flatten": kind(
        "",
        "def flatten(x):\n    if not isinstance(x, list):\n        return [x]\n"
        "    return [z for y in x for z in flatten(y)]",
        {
            "deep": "assert flatten([1, [2, [3, []]]]) == [1, 2, 3]",
            "uses": "import inspect\nassert inspect.getsource(flatten).count('flatten') > 1, "
            "'call it again'",
        },
        half="def flatten(x):\n    while any(isinstance(y, list) for y in x):\n"
        "        x = [z for y in x for z in (y if isinstance(y, list) else [y])]\n    return x",
        wrong="def flatten(x):\n    return x[0]",
    ),
    "printing": kind(
        "",
        "def triangle(n):\n    for i in range(1, n + 1):\n        print('*' * i)",
        {
            "output": "import io, contextlib\nout = io.StringIO()\n"
            "with contextlib.redirect_stdout(out):\n    triangle(3)\n"
            "assert out.getvalue() == '*\\n**\\n***\\n'",
            "nothing": "assert triangle(1) is None",
        },
        half="def triangle(n):\n    for i in range(1, n + 1):\n        print('*' * i)\n    return n",
        wrong="def triangle(n):\n    return '*' * n",
    ),
    "asking": kind(
        "",
        "def greet():\n    return 'Hello ' + input('name? ')",
        {
            "greets": "import builtins\nkept = builtins.input\nbuiltins.input = lambda p='': 'Ada'\n"
            "try:\n    assert greet() == 'Hello Ada'\nfinally:\n    builtins.input = kept",
        },
        wrong="def greet():\n    return 'Hello Ada!'",
    ),
    "variables": kind(
        "",
        "x = 3\ny = x ** 2\nname = 'Ada'\nratio = 1 / 3\nempty = None\nflags = [True, False]",
        {
            "numbers": "assert x == 3\nassert y == 9, 'y is the square'",
            "texts": "assert isinstance(name, str) and name",
            "others": "assert abs(ratio - 0.3333) < 1e-3\nassert empty is None\n"
            "assert flags == [True, False]",
        },
        half="x = 3\ny = 6\nname = 'B'\nratio = 0.33333\nempty = None\nflags = [True, False]",
        wrong="x = '3'",
    ),
    # Plotting
    "a curve": kind(
        _PLOT,
        "def draw(x, y):\n    fig, ax = plt.subplots()\n    ax.plot(x, y, label='data')\n"
        "    ax.set_xlabel('t')\n    ax.legend()\n    return ax",
        {
            "data": "ax = draw([0, 1], [2, 3])\nline = ax.get_lines()[0]\n"
            "assert list(line.get_xdata()) == [0, 1]\n"
            "np.testing.assert_array_equal(line.get_ydata(), [2, 3])",
            "labels": "ax = draw([0], [0])\nassert ax.get_xlabel() == 't'\n"
            "assert ax.get_legend() is not None",
        },
        half="def draw(x, y):\n    fig, ax = plt.subplots()\n    ax.plot(x, y)\n    return ax",
        wrong="def draw(x, y):\n    plt.plot(x, y)",
    ),
    "a histogram": kind(
        _PLOT,
        "def draw(v):\n    fig, ax = plt.subplots()\n    n, edges, _ = ax.hist(v, bins=4)\n"
        "    ax.set_title('V')\n    return fig, ax, n",
        {
            "counts": "fig, ax, n = draw([1, 1, 2, 5])\nassert n.sum() == 4 and len(n) == 4",
            "title": "fig, ax, n = draw([1, 2])\nassert ax.get_title() == 'V'\n"
            "assert len(ax.patches) == 4",
        },
        half="def draw(v):\n    fig, ax = plt.subplots()\n    n, e, _ = ax.hist(v, bins=4)\n"
        "    return fig, ax, n",
        wrong="def draw(v):\n    return None",
    ),
    # Classes
    "an account": kind(
        "",
        "class Broke(Exception):\n    pass\nclass Account:\n    rate = 0.02\n"
        "    def __init__(self, owner, balance=0):\n        self.owner = owner\n"
        "        self.balance = balance\n    def withdraw(self, n):\n"
        "        if n > self.balance:\n            raise Broke(f'{n} is too much')\n"
        "        self.balance -= n\n        return self.balance\n    def __str__(self):\n"
        "        return f'{self.owner}: {self.balance}'",
        {
            "state": "a = Account('Ada', 10)\nassert a.withdraw(3) == 7\nassert a.balance == 7\n"
            "assert str(a) == 'Ada: 7'\nassert Account.rate == 0.02",
            "broke": "try:\n    Account('B').withdraw(1)\n    assert False\nexcept Broke as e:\n"
            "    assert 'too much' in str(e)",
            "apart": "a, b = Account('a'), Account('b')\na.balance = 5\nassert b.balance == 0\n"
            "assert type(a) == Account and isinstance(b, Account)",
        },
        half="class Broke(Exception):\n    pass\nclass Account:\n    rate = 0.02\n"
        "    def __init__(self, owner, balance=0):\n        self.owner = owner\n"
        "        self.balance = balance\n    def withdraw(self, n):\n        self.balance -= n\n"
        "        return self.balance\n    def __str__(self):\n"
        "        return f'{self.owner}: {self.balance}'",
        wrong="class Broke(Exception):\n    pass\nclass Account:\n    pass",
    ),
    "vectors": kind(
        "import math",
        "class V:\n    def __init__(self, x, y):\n        self.x, self.y = x, y\n"
        "    def __add__(self, o):\n        return V(self.x + o.x, self.y + o.y)\n"
        "    def __mul__(self, k):\n        return V(k * self.x, k * self.y)\n"
        "    __rmul__ = __mul__\n    def __abs__(self):\n"
        "        return math.hypot(self.x, self.y)\n    def __repr__(self):\n"
        "        return f'V({self.x}, {self.y})'\n    def __len__(self):\n        return 2\n"
        "    def __getitem__(self, i):\n        return (self.x, self.y)[i]\n"
        "    def __iter__(self):\n        return iter((self.x, self.y))",
        {
            "sums": "v = V(1, 2) + V(3, 4)\nassert (v.x, v.y) == (4, 6)\nassert repr(v) == 'V(4, 6)'",
            "products": "assert tuple(2 * V(1, 2)) == (2, 4)\nassert abs(V(3, 4)) == 5",
            "items": "v = V(7, 8)\nassert v[1] == 8 and len(v) == 2\nassert list(v) == [7, 8]",
        },
        half="class V:\n    def __init__(self, x, y):\n        self.x, self.y = x, y\n"
        "    def __add__(self, o):\n        return V(self.x + o.x, self.y + o.y)\n"
        "    def __repr__(self):\n        return f'V({self.x}, {self.y})'",
        wrong="class V(tuple):\n    pass",
    ),
    "shapes": kind(
        "import math\nfrom abc import ABC, abstractmethod",
        "class Shape(ABC):\n    @abstractmethod\n    def area(self): ...\n"
        "class Square(Shape):\n    def __init__(self, a):\n        self.a = a\n"
        "    def area(self):\n        return self.a ** 2\n    @property\n"
        "    def side(self):\n        return self.a",
        {
            "areas": "assert Square(3).area() == 9\nassert Square(2).side == 2",
            "family": "assert issubclass(Square, Shape)\nassert isinstance(Square(1), Shape)\n"
            "try:\n    Shape()\n    assert False\nexcept TypeError:\n    pass",
        },
        half="class Shape:\n    pass\nclass Square(Shape):\n    def __init__(self, a):\n"
        "        self.a = self.side = a\n    def area(self):\n        return self.a ** 2",
        wrong="class Square:\n    pass",
    ),
    "a stack": kind(
        "",
        "class Stack:\n    def __init__(self):\n        self._items = []\n"
        "    def push(self, x):\n        self._items.append(x)\n    def pop(self):\n"
        "        if not self._items:\n            raise IndexError('empty')\n"
        "        return self._items.pop()\n    def __len__(self):\n        return len(self._items)",
        {
            "order": "s = Stack()\nfor i in range(3):\n    s.push(i)\n"
            "assert [s.pop(), s.pop()] == [2, 1]\nassert len(s) == 1",
            "empty": "import unittest\n"
            "unittest.TestCase().assertRaises(IndexError, Stack().pop)",
        },
        half="class Stack:\n    def __init__(self):\n        self.items = []\n"
        "    def push(self, x):\n        self.items.append(x)\n    def pop(self):\n"
        "        return self.items.pop() if self.items else None\n    def __len__(self):\n"
        "        return len(self.items)",
        wrong="Stack = list",
    ),
    # Functions as values
    "composing": kind(
        "",
        "def compose(f, g):\n    return lambda x: f(g(x))\n"
        "def twice(f):\n    return compose(f, f)",
        {
            "compose": "assert compose(lambda x: x + 1, lambda x: 2 * x)(5) == 11\n"
            "assert compose(str, abs)(-3) == '3'",
            "twice": "assert twice(lambda s: s + '!')('a') == 'a!!'",
        },
        half="def compose(f, g):\n    return lambda x: g(f(x))\ndef twice(f):\n"
        "    return lambda x: f(f(x))",
        wrong="def compose(f, g):\n    return f\ndef twice(f):\n    return f",
    ),
    "memory": kind(
        "",
        "def memoise(f):\n    known = {}\n    def inner(x):\n        if x not in known:\n"
        "            known[x] = f(x)\n        return known[x]\n    return inner",
        {
            "values": "assert memoise(lambda x: x * x)(4) == 16",
            "once": "calls = []\ndef slow(x):\n    calls.append(x)\n    return -x\n"
            "fast = memoise(slow)\nassert [fast(1), fast(1), fast(2)] == [-1, -1, -2]\n"
            "assert calls == [1, 2], 'it is called again'",
        },
        half="def memoise(f):\n    return f",
        wrong="def memoise(f):\n    return f(0)",
    ),
    "a decorator": kind(
        "import functools",
        "def shouting(f):\n    @functools.wraps(f)\n    def inner(*a, **k):\n"
        "        return f(*a, **k).upper()\n    return inner\n@shouting\n"
        "def hello(name, end='!'):\n    '''Greets.'''\n    return f'hello {name}{end}'",
        {
            "works": "assert hello('ada') == 'HELLO ADA!'\nassert hello('a', end='?') == 'HELLO A?'",
            "wraps": "assert hello.__name__ == 'hello'\nassert hello.__doc__ == 'Greets.'",
        },
        half="def shouting(f):\n    def inner(*a, **k):\n        return f(*a, **k).upper()\n"
        "    return inner\n@shouting\ndef hello(name, end='!'):\n    return f'hello {name}{end}'",
        wrong="def hello(name, end='!'):\n    return 'HELLO'",
    ),
    "mapping and filtering": kind(
        "",
        "def keep(pred, items):\n    return [x for x in items if pred(x)]\n"
        "def fold(f, items, start):\n    for x in items:\n        start = f(start, x)\n"
        "    return start",
        {
            "keep": "assert keep(lambda x: x % 2, range(6)) == [1, 3, 5]\n"
            "assert keep(str.isupper, 'aBc') == ['B']",
            "fold": "assert fold(lambda a, b: a * b, [1, 2, 3, 4], 1) == 24\n"
            "assert fold(max, [3, 9, 2], 0) == 9",
        },
        half="def keep(pred, items):\n    return filter(pred, items)\n"
        "def fold(f, items, start):\n    for x in items:\n        start = f(start, x)\n"
        "    return start",
        wrong="def keep(pred, items):\n    return items\ndef fold(f, items, start):\n    return 0",
    ),
    # Changing arguments, other kinds of values
    "sorting in place": kind(
        "import random",
        "def sort(a):\n    for i in range(len(a)):\n        for j in range(len(a) - 1 - i):\n"
        "            if a[j] > a[j + 1]:\n                a[j], a[j + 1] = a[j + 1], a[j]",
        {
            "sorted": "a = [3, 1, 2]\nassert sort(a) is None\nassert a == [1, 2, 3]",
            "random": "random.seed(2)\nfor _ in range(5):\n"
            "    a = [random.randint(0, 9) for _ in range(8)]\n    b = sorted(a)\n    sort(a)\n"
            "    assert a == b",
        },
        half="def sort(a):\n    a.sort()\n    return a",
        wrong="def sort(a):\n    return sorted(a)",
    ),
    "a matrix in place": kind(
        _NUMPY,
        "def scale(A, k):\n    A *= k\ndef corner(A):\n    A[0, 0] = -1\n    return A",
        {
            "scaled": "A = np.ones((2, 3))\nscale(A, 4)\nassert (A == 4).all()",
            "corner": "A = np.zeros((2, 2))\nB = corner(A)\nassert A[0, 0] == -1 and B[0, 0] == -1",
        },
        half="def scale(A, k):\n    return A * k\ndef corner(A):\n    A[0, 0] = -1\n    return A",
        wrong="def scale(A, k):\n    A = A * k\ndef corner(A):\n    return A.copy()",
    ),
    "inventory": kind(
        "",
        "def add(stock, item, n=1):\n    stock[item] = stock.get(item, 0) + n\n"
        "def total(stock):\n    return sum(stock.values())",
        {
            "added": "s = {'a': 1}\nadd(s, 'a', 2)\nadd(s, 'b')\nassert s == {'a': 3, 'b': 1}",
            "total": "assert total({'x': 2, 'y': 5}) == 7 and total({}) == 0",
        },
        half="def add(stock, item, n=1):\n    return {**stock, item: stock.get(item, 0) + n}\n"
        "def total(stock):\n    return sum(stock.values())",
        wrong="def add(stock, item, n=1):\n    stock[item] = n\ndef total(stock):\n    return len(stock)",
    ),
    "sets": kind(
        "",
        "def common(*lists):\n    return set.intersection(*map(set, lists))\n"
        "primes = frozenset({2, 3, 5, 7})",
        {
            "common": "assert common([1, 2, 3], [2, 3], (3, 2, 9)) == {2, 3}",
            "primes": "assert 5 in primes and 6 not in primes\nassert len(primes) == 4",
        },
        half="def common(*lists):\n    return [x for x in lists[0] if all(x in l for l in lists)]\n"
        "primes = [2, 3, 5, 7]",
        wrong="def common(*lists):\n    return set()\nprimes = {1, 2, 3, 5}",
    ),
    "fractions": kind(
        "from fractions import Fraction",
        "def harmonic(n):\n    return sum(Fraction(1, k) for k in range(1, n + 1))",
        {
            "value": "assert harmonic(3) == Fraction(11, 6)",
            "kind": "assert isinstance(harmonic(2), Fraction)\nassert harmonic(0) == 0",
        },
        half="def harmonic(n):\n    return sum(1 / k for k in range(1, n + 1))",
        wrong="def harmonic(n):\n    return Fraction(n)",
    ),
    "files": kind(
        "import json, os",
        "def save(path, value):\n    with open(path, 'w') as f:\n        json.dump(value, f)\n"
        "def load(path):\n    with open(path) as f:\n        return json.load(f)",
        {
            "round": "save('a.json', {'x': [1, None]})\nassert load('a.json') == {'x': [1, None]}",
            "missing": "try:\n    load('no.json')\n    assert False\nexcept FileNotFoundError:\n"
            "    pass",
        },
        half="def save(path, value):\n    open(path, 'w').write(json.dumps(value))\n"
        "def load(path):\n    try:\n        return json.load(open(path))\n    except OSError:\n"
        "        return None",
        wrong="def save(path, value):\n    pass\ndef load(path):\n    return {}",
    ),
    "life": kind(
        _NUMPY,
        "def step(g):\n    n = sum(np.roll(np.roll(g, i, 0), j, 1) for i in (-1, 0, 1) "
        "for j in (-1, 0, 1) if i or j)\n    return ((n == 3) | ((g == 1) & (n == 2))).astype(int)",
        {
            "blinker": "g = np.zeros((5, 5), int)\ng[2, 1:4] = 1\nassert (step(g) == g.T).all()",
            "twice": "g = np.zeros((5, 5), int)\ng[2, 1:4] = 1\n"
            "assert np.array_equal(step(step(g)), g)\nassert step(g).dtype == int",
        },
        half="def step(g):\n    n = sum(np.roll(np.roll(g, i, 0), j, 1) for i in (-1, 0, 1) "
        "for j in (-1, 0, 1) if i or j)\n    return (n == 3) | ((g == 1) & (n == 2))",
        wrong="def step(g):\n    return g",
    ),
    "images": kind(
        _NUMPY,
        "def grey(image):\n    return (image.mean(axis=2)).astype(np.uint8)\n"
        "def crop(image, n):\n    return image[n:-n, n:-n]",
        {
            "grey": "a = np.full((4, 4, 3), 9, np.uint8)\nassert grey(a).shape == (4, 4)\n"
            "assert grey(a).dtype == np.uint8 and grey(a)[0, 0] == 9",
            "crop": "assert crop(np.arange(36).reshape(6, 6), 2).tolist() == [[14, 15], [20, 21]]",
        },
        half="def grey(image):\n    return image.mean(axis=2)\ndef crop(image, n):\n"
        "    return image[n:-n, n:-n]",
        wrong="def grey(image):\n    return image[:, :, 0:1]\ndef crop(image, n):\n    return image[n:]",
    ),
}  # fmt: skip


def _with_hidden(kind: Kind) -> Kind:
    """The same notebook, its last test hidden, with a locked helper and a manual question."""
    *before, (name, _, text) = kind.cells
    hidden = f"### BEGIN HIDDEN TESTS\n{text}\n### END HIDDEN TESTS"
    cells = (
        *before,
        ("about", "text", "# The last test is hidden"),
        ("helper", "locked", "def same(a, b):\n    assert a == b, f'{a} is not {b}'"),
        ("why", "manual", "Because."),
        (name, "test", f"same(1, 1)\n{hidden}"),
    )
    return Kind(cells, kind.answers)


for _name in ("bisection", "groups", "caesar", "an account", "memory"):
    KINDS[f"{_name}, hidden"] = _with_hidden(KINDS[_name])


def submissions(kind: Kind) -> dict[str, dict[str, str]]:
    """Every submission of a notebook: other texts for its answer, by what is handed in."""
    right = next(text for name, _, text in kind.cells if name == "answer")
    return {
        "right": {},
        **{name: dict(answers) for name, answers in kind.answers.items()},
        "nothing": {"answer": "# YOUR CODE HERE\nraise NotImplementedError()"},
        "broken": {"answer": right + "\ndef ("},
        "stopped": {"answer": "import nowhere_to_be_found\n" + right},
        "changed": {"answer": right + "\nprint('done')\nimport warnings"},
    }
