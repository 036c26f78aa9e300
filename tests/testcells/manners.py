"""Further ordinary notebooks, in manners that `kinds.py` has not: what tests use besides asserts.

Each is handed in right, half right, wrong and endless besides what every notebook is.
"""

from __future__ import annotations

from tests.testcells.kinds import Kind, kind

_HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"

MANNERS: dict[str, Kind] = {
    "a dataclass": kind(
        "from dataclasses import dataclass, field",
        "@dataclass\nclass Order:\n    name: str\n    price: float\n    count: int = 1\n"
        "    tags: list = field(default_factory=list)\n\n    @property\n    def total(self):\n"
        "        return self.price * self.count\n\n"
        "def dearest(orders):\n    return max(orders, key=lambda o: o.total)",
        {
            "fields": "o = Order('pen', 2.5)\nassert (o.name, o.price, o.count) == ('pen', 2.5, 1)\n"
            "assert repr(o) == \"Order(name='pen', price=2.5, count=1, tags=[])\"",
            "apart": "a, b = Order('a', 1), Order('b', 1)\na.tags.append('x')\n"
            "assert a.tags == ['x'] and b.tags == [], 'each has a list of its own'",
            "dearest": "orders = [Order('a', 1, 5), Order('b', 4, 2), Order('c', 3)]\n"
            "best = dearest(orders)\nassert best.name == 'b'\nassert best.total == 8",
        },
        half="class Order:\n    def __init__(self, name, price, count=1, tags=[]):\n"
        "        self.name, self.price, self.count, self.tags = name, price, count, tags\n\n"
        "    @property\n    def total(self):\n        return self.price * self.count\n\n"
        "def dearest(orders):\n    return max(orders, key=lambda o: o.total)",
        wrong="Order = dict",
        endless="class Order:\n    def __init__(self, *a):\n        while True:\n            pass\n"
        "def dearest(orders):\n    return orders[0]",
    ),
    "context managers": kind(
        "import contextlib",
        "log = []\n\n@contextlib.contextmanager\ndef step(name):\n    log.append(f'begin {name}')\n"
        "    try:\n        yield name.upper()\n    finally:\n        log.append(f'end {name}')\n\n"
        "class Swallow:\n    def __init__(self, *kinds):\n        self.kinds = kinds\n"
        "    def __enter__(self):\n        return self\n"
        "    def __exit__(self, kind, error, trace):\n"
        "        return kind is not None and issubclass(kind, self.kinds)",
        {
            "order": "log.clear()\nwith step('a') as name:\n    assert name == 'A'\n"
            "    with step('b'):\n        pass\n"
            "assert log == ['begin a', 'begin b', 'end b', 'end a']",
            "raising": "try:\n    with step('c'):\n        raise ValueError('inside')\n"
            "except ValueError as error:\n    assert str(error) == 'inside'\n"
            "assert log[-1] == 'end c'",
            "swallowed": "with Swallow(KeyError, ValueError):\n    int('x')\n"
            "from pytest import raises\nwith raises(ZeroDivisionError):\n"
            "    with Swallow(KeyError):\n        1 / 0",
        },
        half="log = []\n\n@contextlib.contextmanager\ndef step(name):\n"
        "    log.append(f'begin {name}')\n    yield name.upper()\n    log.append(f'end {name}')\n\n"
        "def Swallow(*kinds):\n    return contextlib.suppress(*kinds)",
        wrong="log = []\n\ndef step(name):\n    log.append(name)\n\nSwallow = None",
        endless="log = []\n\n@contextlib.contextmanager\ndef step(name):\n    while True:\n"
        "        pass\n    yield\n\nSwallow = contextlib.suppress",
    ),
    "endless sequences": kind(
        "import itertools",
        "def primes():\n    found = []\n    for n in itertools.count(2):\n"
        "        if all(n % p for p in itertools.takewhile(lambda p: p * p <= n, found)):\n"
        "            found.append(n)\n            yield n\n\n"
        "def pairs(items):\n    return itertools.pairwise(items)\n\n"
        "def running(numbers):\n    return itertools.accumulate(numbers)",
        {
            "first": "assert list(itertools.islice(primes(), 6)) == [2, 3, 5, 7, 11, 13]",
            "on": "g = primes()\nassert [next(g) for _ in range(3)] == [2, 3, 5]\n"
            "assert next(g) == 7\n"
            "assert next(p for p in primes() if p > 90) == 97",
            "pairs": "assert list(pairs('abc')) == [('a', 'b'), ('b', 'c')]\n"
            "assert [*running([1, 2, 3])] == [1, 3, 6]\n"
            "assert sum(b - a for a, b in pairs([1, 4, 9])) == 8",
        },
        half="def primes():\n    n = 2\n    while True:\n"
        "        if n == 2 or n % 2:\n            yield n\n        n += 1\n\n"
        "def pairs(items):\n    return list(zip(items, items[1:]))\n\n"
        "def running(numbers):\n    return [sum(numbers[:i + 1]) for i in range(len(numbers))]",
        wrong="def primes():\n    return [2, 3]\ndef pairs(x):\n    return x\n"
        "def running(x):\n    return x",
        endless="def primes():\n    while True:\n        pass\n    yield\n"
        "def pairs(items):\n    return itertools.pairwise(items)\n"
        "def running(numbers):\n    return itertools.accumulate(numbers)",
    ),
    "a memo in a default argument": kind(
        "",
        "def fib(n, memo={0: 0, 1: 1}):\n    if n not in memo:\n"
        "        memo[n] = fib(n - 1, memo) + fib(n - 2, memo)\n    return memo[n]\n\n"
        "def ways(total, coins=(1, 2, 5), known=None):\n    known = {} if known is None else known\n"
        "    if total == 0:\n        return 1\n    if total < 0 or not coins:\n        return 0\n"
        "    key = total, coins\n    if key not in known:\n"
        "        known[key] = ways(total - coins[0], coins, known) + ways(total, coins[1:], known)\n"
        "    return known[key]",
        {
            "small": "assert [fib(n) for n in range(8)] == [0, 1, 1, 2, 3, 5, 8, 13]",
            "large": "assert fib(90) == 2880067194370816120, 'remember what you know'",
            "memo": "mine = {0: 0, 1: 1}\nfib(5, mine)\nassert mine[4] == 3\n"
            "assert fib.__defaults__[0] is not None\n"
            "known = {}\nassert ways(10, known=known) == 10\nassert len(known) > 5",
        },
        half="def fib(n, memo=None):\n    a, b = 0, 1\n    for _ in range(n):\n"
        "        a, b = b, a + b\n    return a\n\n"
        "def ways(total, coins=(1, 2, 5), known=None):\n    return 10",
        wrong="def fib(n):\n    return n\ndef ways(total):\n    return 0",
        endless="def fib(n, memo={}):\n    while True:\n        pass\ndef ways(*a, **k):\n    return 1",
    ),
    "regular expressions": kind(
        "import re",
        "pattern = re.compile(r'(?P<user>[\\w.]+)@(?P<host>[\\w.]+\\.[a-z]{2,})')\n\n"
        "def first(text):\n    return pattern.search(text)\n\n"
        "def hide(text):\n    return pattern.sub(lambda m: m['user'][0] + '***@' + m['host'], text)",
        {
            "matches": "assert pattern.fullmatch('a.b@uni.example')\n"
            "assert pattern.fullmatch('a.b@uni') is None\n"
            "assert re.fullmatch(pattern, 'no') is None",
            "groups": "m = first('write to ann@uni.example now')\nassert m is not None\n"
            "assert m.group('user') == 'ann' and m['host'] == 'uni.example'\n"
            "assert m.span() == (9, 24)\nassert first('nobody') is None",
            "hidden": "assert hide('ann@uni.example, bob@b.org') == 'a***@uni.example, b***@b.org'\n"
            "assert not re.search(r'ann', hide('ann@uni.example'))",
        },
        half="pattern = re.compile(r'(?P<user>[\\w.]+)@(?P<host>[\\w.]+)')\n\n"
        "def first(text):\n    return pattern.search(text)\n\n"
        "def hide(text):\n    return pattern.sub('***', text)",
        wrong="pattern = r'\\w+@\\w+'\ndef first(text):\n    return text.find('@')\n"
        "def hide(text):\n    return text",
        endless="pattern = re.compile(r'(?P<user>[\\w.]+)@(?P<host>[\\w.]+\\.[a-z]{2,})')\n"
        "def first(text):\n    while True:\n        pass\ndef hide(text):\n    return first(text)",
    ),
    "files that tests write and read": kind(
        "import csv\nimport os",
        "def totals(path):\n    found = {}\n    with open(path, newline='') as file:\n"
        "        for row in csv.DictReader(file):\n"
        "            found[row['who']] = found.get(row['who'], 0) + float(row['n'])\n"
        "    return found\n\n"
        "def report(found, path):\n    with open(path, 'w') as file:\n"
        "        for who in sorted(found):\n            print(f'{who}: {found[who]:g}', file=file)",
        {
            "read": "with open('in.csv', 'w') as file:\n    file.write('who,n\\na,1\\nb,2\\na,4\\n')\n"
            "assert totals('in.csv') == {'a': 5, 'b': 2}",
            "written": "report({'b': 2.0, 'a': 5.5}, 'out.txt')\nassert os.path.exists('out.txt')\n"
            "with open('out.txt') as file:\n    assert file.read() == 'a: 5.5\\nb: 2\\n'",
            "missing": "try:\n    totals('nowhere.csv')\nexcept FileNotFoundError:\n    pass\n"
            "else:\n    raise AssertionError('a missing file is an error')",
        },
        half="def totals(path):\n    found = {}\n    for line in open(path).read().split()[1:]:\n"
        "        who, n = line.split(',')\n        found[who] = found.get(who, 0) + int(n)\n"
        "    return found\n\n"
        "def report(found, path):\n    with open(path, 'w') as file:\n"
        "        for who, n in found.items():\n            file.write(f'{who}: {n:g}\\n')",
        wrong="def totals(path):\n    return {}\ndef report(found, path):\n    print(found)",
        endless="def totals(path):\n    while True:\n        pass\n"
        "def report(found, path):\n    open(path, 'w').close()",
    ),
    "several columns of groups": kind(
        "import numpy as np\nimport pandas as pd\n"
        "sales = pd.DataFrame({'shop': list('aabbb'), 'kind': list('xyxxy'),\n"
        "                      'n': [1, 2, 3, 4, 5], 'price': [2.0, 1.0, 2.5, 2.0, 1.5]})",
        "def summary(frame):\n    return frame.groupby('shop').agg(\n"
        "        total=('n', 'sum'), mean=('price', 'mean')).reset_index()\n\n"
        "def table(frame):\n    return frame.groupby(['shop', 'kind'])['n'].sum()\n\n"
        "def share(frame):\n    frame = frame.copy()\n"
        "    frame['share'] = frame['n'] / frame.groupby('shop')['n'].transform('sum')\n"
        "    return frame",
        {
            "summary": "s = summary(sales)\nassert list(s.columns) == ['shop', 'total', 'mean']\n"
            "want = pd.DataFrame({'shop': ['a', 'b'], 'total': [3, 12], 'mean': [1.5, 2.0]})\n"
            "pd.testing.assert_frame_equal(s, want)",
            "table": "t = table(sales)\nassert t.index.nlevels == 2\n"
            "assert t.loc[('b', 'x')] == 7\nassert t['a'].to_dict() == {'x': 1, 'y': 2}",
            "share": "r = share(sales)\nassert 'share' not in sales.columns, 'leave sales as it is'\n"
            "np.testing.assert_array_almost_equal(r.groupby('shop')['share'].sum(), [1, 1])\n"
            "assert r.loc[r['share'].idxmax(), 'kind'] == 'y'",
        },
        half="def summary(frame):\n    return frame.groupby('shop').agg(\n"
        "        total=('n', 'sum'), mean=('price', 'mean'))\n\n"
        "def table(frame):\n    return frame.groupby(['shop', 'kind'])['n'].sum()\n\n"
        "def share(frame):\n"
        "    frame['share'] = frame['n'] / frame.groupby('shop')['n'].transform('sum')\n"
        "    return frame",
        wrong="def summary(frame):\n    return frame.sum()\ndef table(frame):\n    return frame\n"
        "def share(frame):\n    return frame",
        endless="def summary(frame):\n    while True:\n        pass\n"
        "def table(frame):\n    return frame.groupby(['shop', 'kind'])['n'].sum()\n"
        "def share(frame):\n    return frame",
    ),
    "two panels": kind(
        "import numpy as np\nimport matplotlib.pyplot as plt",
        "def panels(x, y):\n    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3))\n"
        "    left.plot(x, y, 'r--', label='line')\n    left.set(xlabel='t', ylabel='v', title='L')\n"
        "    left.legend()\n    right.bar(['a', 'b'], [1, 3], color='green')\n"
        "    right.set_ylim(0, 5)\n    right.axhline(2)\n    figure.suptitle('Both')\n"
        "    return figure, left, right",
        {
            "left": "figure, left, right = panels([0, 1, 2], [1, 4, 9])\n(line,) = left.lines\n"
            "np.testing.assert_array_equal(line.get_ydata(), [1, 4, 9])\n"
            "assert line.get_linestyle() == '--' and line.get_color() == 'r'\n"
            "assert [t.get_text() for t in left.get_legend().get_texts()] == ['line']",
            "right": "figure, left, right = panels([0], [0])\n"
            "assert [bar.get_height() for bar in right.patches] == [1, 3]\n"
            "assert right.get_ylim() == (0, 5)\n"
            "assert [t.get_text() for t in right.get_xticklabels()] == ['a', 'b']",
            "figure": "figure, *axes = panels([0], [0])\nassert len(figure.axes) == 2\n"
            "assert all(ax.get_title() or True for ax in figure.axes)\n"
            "assert figure._suptitle.get_text() == 'Both'\n"
            "assert isinstance(figure, plt.Figure)",
        },
        half="def panels(x, y):\n    figure, (left, right) = plt.subplots(1, 2)\n"
        "    left.plot(x, y, color='r', ls='--')\n    right.bar(['a', 'b'], [1, 3])\n"
        "    right.set_ylim(0, 5)\n    return figure, left, right",
        wrong="def panels(x, y):\n    plt.plot(x, y)\n    return plt.gcf(), plt.gca(), None",
        endless="def panels(x, y):\n    while True:\n        pass",
    ),
    "a generator with a seed": kind(
        "import numpy as np\nrng = np.random.default_rng(2024)",
        "def walk(n, rng):\n    return np.cumsum(rng.choice([-1, 1], size=n))\n\n"
        "def bootstrap(data, times, rng):\n"
        "    return np.array([rng.choice(data, len(data)).mean() for _ in range(times)])\n\n"
        "def shuffled(items, seed=0):\n    return list(np.random.default_rng(seed).permutation(items))",
        {
            "walk": "want = np.cumsum(np.random.default_rng(5).choice([-1, 1], size=20))\n"
            "got = walk(20, np.random.default_rng(5))\nnp.testing.assert_array_equal(got, want)",
            "means": "got = bootstrap(np.arange(10.0), 200, np.random.default_rng(1))\n"
            "assert got.shape == (200,)\nassert abs(got.mean() - 4.5) < 0.3",
            "shuffled": "assert sorted(shuffled([3, 1, 2])) == [1, 2, 3]\n"
            "assert shuffled(range(9), 4) == shuffled(range(9), 4)\n"
            "assert list(np.random.default_rng(7).permutation(5)) == shuffled(range(5), seed=7)",
        },
        half="def walk(n, rng):\n    steps = [rng.integers(0, 2) * 2 - 1 for _ in range(n)]\n"
        "    return np.cumsum(steps)\n\n"
        "def bootstrap(data, times, rng):\n    return rng.choice(data, (times, len(data))).mean(axis=1)\n\n"
        "def shuffled(items, seed=0):\n    items = list(items)\n"
        "    np.random.default_rng(seed).shuffle(items)\n    return items",
        wrong="def walk(n, rng):\n    return np.zeros(n)\ndef bootstrap(data, times, rng):\n"
        "    return data.mean()\ndef shuffled(items, seed=0):\n    return list(items)",
        endless="def walk(n, rng):\n    while True:\n        pass\n"
        "def bootstrap(data, times, rng):\n    return np.full(times, 4.5)\n"
        "def shuffled(items, seed=0):\n    return sorted(items)",
    ),
    "symbols": kind(
        "import sympy as sp\nx, a = sp.symbols('x a')",
        "def slope(expression):\n    return sp.diff(expression, x)\n\n"
        "def minimum(expression):\n    return sp.solve(slope(expression), x)\n\n"
        "energy = x**2 - a * x + 1",
        {
            "slope": "assert sp.simplify(slope(sp.sin(x) * x) - (x * sp.cos(x) + sp.sin(x))) == 0\n"
            "assert slope(a) == 0",
            "minimum": "assert minimum(x**2 - 4 * x) == [2]\nassert len(minimum(x**3 - 3 * x)) == 2",
            "energy": "assert energy.free_symbols == {x, a}\nassert energy.subs({x: 1, a: 2}) == 0\n"
            "assert sp.expand(energy - (x**2 - a * x + 1)) == 0",
        },
        half="def slope(expression):\n    h = sp.Symbol('h')\n"
        "    return sp.limit((expression.subs(x, x + h) - expression) / h, h, 0)\n\n"
        "def minimum(expression):\n    return sp.solve(slope(expression), x)[0]\n\n"
        "energy = x * (x - a) + 2",
        wrong="def slope(expression):\n    return 0\ndef minimum(e):\n    return None\nenergy = 0",
        endless="def slope(expression):\n    while True:\n        pass\n"
        "def minimum(e):\n    return []\nenergy = x**2 - a * x + 1",
    ),
    "a test case in a cell": kind(
        "import unittest",
        "def median(numbers):\n    if not numbers:\n        raise ValueError('no numbers')\n"
        "    ordered, half = sorted(numbers), len(numbers) // 2\n"
        "    if len(ordered) % 2:\n        return ordered[half]\n"
        "    return (ordered[half - 1] + ordered[half]) / 2\n\n"
        "def mode(numbers):\n    return max(sorted(set(numbers)), key=numbers.count)",
        {
            "median": "class TestMedian(unittest.TestCase):\n    def setUp(self):\n"
            "        self.numbers = [3, 1, 2]\n    def test_odd(self):\n"
            "        self.assertEqual(median(self.numbers), 2)\n"
            "        self.assertEqual(self.numbers, [3, 1, 2], 'it is not sorted in place')\n"
            "    def test_even(self):\n        self.assertAlmostEqual(median([4, 1, 2, 3]), 2.5)\n"
            "    def test_none(self):\n        with self.assertRaises(ValueError):\n"
            "            median([])\n"
            "found = unittest.TestResult()\n"
            "unittest.defaultTestLoader.loadTestsFromTestCase(TestMedian).run(found)\n"
            "assert found.wasSuccessful(), [text for _, text in found.failures + found.errors]",
            "partly": "points = 0\nfor numbers, want in (([1, 1, 2], 1), ([3, 2, 2, 3], 2)):\n"
            "    try:\n        assert mode(numbers) == want, numbers\n"
            "    except AssertionError:\n        continue\n    points += 1\npoints",
        },
        half="def median(numbers):\n    numbers.sort()\n    return numbers[len(numbers) // 2]\n\n"
        "def mode(numbers):\n    return max(numbers, key=numbers.count)",
        wrong="def median(numbers):\n    return sum(numbers)\ndef mode(numbers):\n    return None",
        endless="def median(numbers):\n    while True:\n        pass\ndef mode(numbers):\n    return 1",
    ),
    "what is asked and printed": kind(
        "import io\nfrom unittest import mock",
        "def dialogue():\n    names = []\n    while (name := input('name: ')):\n"
        "        names.append(name)\n    print('Hello', *names, sep=', ')\n    return len(names)\n\n"
        "def countdown(n, done=print):\n    for i in range(n, 0, -1):\n        print(i)\n    done('go')",
        {
            "asked": "with mock.patch('builtins.input', side_effect=['Ann', 'Bob', '']) as asked:\n"
            "    assert dialogue() == 2\nassert asked.call_count == 3",
            "printed": "with mock.patch('builtins.input', side_effect=['Ann', '']):\n"
            "    with mock.patch('sys.stdout', new_callable=io.StringIO) as out:\n"
            "        dialogue()\nassert out.getvalue() == 'Hello, Ann\\n'",
            "called": "heard = mock.Mock()\ncountdown(2, heard)\n"
            "heard.assert_called_once_with('go')",
        },
        half="def dialogue():\n    names = []\n    name = input()\n    while name != '':\n"
        "        names.append(name)\n        name = input()\n    print('Hello ' + ' '.join(names))\n"
        "    return len(names)\n\n"
        "def countdown(n, done=print):\n    for i in range(n):\n        done(i)\n    done('go')",
        wrong="def dialogue():\n    return 0\ndef countdown(n, done=print):\n    pass",
        endless="def dialogue():\n    while True:\n        pass\ndef countdown(n, done=print):\n"
        "    done('go')",
    ),
    "hidden in the middle": kind(
        "import numpy as np\nimport pytest",
        "def normalise(v):\n    v = np.asarray(v, dtype=float)\n    length = np.sqrt((v ** 2).sum())\n"
        "    if length == 0:\n        raise ValueError('no direction')\n    return v / length\n\n"
        "def angle(v, w):\n    return np.degrees(np.arccos(np.clip(normalise(v) @ normalise(w), -1, 1)))",
        {
            "length": "np.testing.assert_array_almost_equal(normalise([3, 4]), [0.6, 0.8])\n"
            + _HIDDEN.format(
                "v = np.array([0, 2])\nnp.testing.assert_allclose(normalise(v), [0, 1])\n"
                "assert v.tolist() == [0, 2]"
            )
            + "\nassert normalise([1, 1, 1]).shape == (3,)",
            "angle": _HIDDEN.format("assert angle([1, 0], [1, 0]) == pytest.approx(0)")
            + "\nassert angle([1, 0], [0, 2]) == pytest.approx(90)\n"
            + _HIDDEN.format("assert angle([1, 1], [-1, -1]) == pytest.approx(180, abs=1e-5)"),
            "nothing": "with pytest.raises(ValueError, match='direction'):\n    normalise([0, 0])",
        },
        half="def normalise(v):\n    v = np.asarray(v, dtype=float)\n    return v / np.linalg.norm(v)\n\n"
        "def angle(v, w):\n    return np.degrees(np.arccos(abs(normalise(v) @ normalise(w))))",
        wrong="def normalise(v):\n    return v\ndef angle(v, w):\n    return 90",
        endless="def normalise(v):\n    while True:\n        pass\ndef angle(v, w):\n    return 90.0",
    ),
}  # fmt: skip
