"""Ordinary notebooks about kinds of values and objects: what else a test does with an answer.

Each is handed in right, half right, wrong and endless besides what every notebook is.
"""

from __future__ import annotations

from tests.testcells.kinds import Kind, kind

_HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"

OBJECTS: dict[str, Kind] = {
    "linked lists": kind(
        "",
        "class Node:\n    def __init__(self, value, next=None):\n"
        "        self.value, self.next = value, next\n\n"
        "def linked(values):\n    first = None\n    for value in reversed(values):\n"
        "        first = Node(value, first)\n    return first\n\n"
        "def find(node, value):\n    while node and node.value != value:\n"
        "        node = node.next\n    return node\n\n"
        "def nodes(node):\n    found = []\n    while node:\n        found.append(node)\n"
        "        node = node.next\n    return found",
        {
            "walk": "node, seen = linked([1, 2, 3]), []\nwhile node:\n"
            "    seen.append(node.value)\n    node = node.next\nassert seen == [1, 2, 3]\n"
            "assert not linked([])",
            "found": "first = linked('abc')\nassert find(first, 'b') is first.next\n"
            "assert find(first, 'b') == first.next\nassert find(first, 'c') != first\n"
            "assert find(first, 'z') is None",
            "all": "first = linked('abc')\nfound = nodes(first)\n"
            "assert first.next in found and Node('b') not in found\n"
            "assert found.index(first.next.next) == 2\nassert len(set(found)) == 3\n"
            "assert first.__class__.__name__ == 'Node' and first.__class__ is Node",
        },
        half="class Node:\n    def __init__(self, value, next=None):\n"
        "        self.value, self.next = value, next\n\n"
        "def linked(values):\n    first = None\n    for value in values:\n"
        "        first = Node(value, first)\n    return first\n\n"
        "def find(node, value):\n    while node and node.value != value:\n"
        "        node = node.next\n    return node\n\n"
        "def nodes(node):\n    return [Node(node.value)]",
        wrong="Node = list\ndef linked(values):\n    return list(values)\n"
        "def find(node, value):\n    return value\ndef nodes(node):\n    return node",
        endless="class Node:\n    def __init__(self, value, next=None):\n"
        "        self.value, self.next = value, self\n\n"
        "def linked(values):\n    return Node(0)\ndef find(node, value):\n    return node\n"
        "def nodes(node):\n    found = []\n    while node:\n        found.append(node)\n"
        "    return found",
    ),
    "an enumeration": kind(
        "from enum import Enum, IntEnum, auto",
        "class Light(Enum):\n    RED = 'stop'\n    AMBER = 'wait'\n    GREEN = 'go'\n\n"
        "    def next(self):\n        order = [Light.RED, Light.GREEN, Light.AMBER]\n"
        "        return order[(order.index(self) + 1) % 3]\n\n"
        "class Level(IntEnum):\n    LOW = auto()\n    HIGH = auto()\n\n"
        "def counted(lights):\n    found = {}\n    for light in lights:\n"
        "        found[light] = found.get(light, 0) + 1\n    return found",
        {
            "members": "assert [l.name for l in Light] == ['RED', 'AMBER', 'GREEN']\n"
            "assert Light('go') is Light.GREEN and Light['RED'].value == 'stop'\n"
            "assert len(Light) == 3 and Light.RED in Light\n"
            "assert isinstance(Light.RED, Light)",
            "next": "assert Light.RED.next() == Light.GREEN\n"
            "assert Light.AMBER.next() is Light.RED\nassert Light.RED != Light.GREEN\n"
            "assert Light.RED.next() in (Light.AMBER, Light.GREEN)",
            "levels": "assert Level.LOW.value == 1 and int(Level.HIGH) == 2\n"
            "assert str(Light.RED) == 'Light.RED'",
            "counted": "c = counted([Light.RED, Light.RED, Light.GREEN])\n"
            "assert c[Light.RED] == 2 and len(c) == 2\n"
            "assert {light.name: n for light, n in c.items()} == {'RED': 2, 'GREEN': 1}\n"
            "assert c == {Light.GREEN: 1, Light.RED: 2}",
        },
        half="class Light(Enum):\n    RED = 'stop'\n    AMBER = 'wait'\n    GREEN = 'go'\n\n"
        "    def next(self):\n        return Light.AMBER\n\n"
        "class Level(Enum):\n    LOW = 1\n    HIGH = 2\n\n"
        "def counted(lights):\n    return {light: lights.count(light) for light in lights}",
        wrong="class Light:\n    RED, AMBER, GREEN = 'stop', 'wait', 'go'\n"
        "class Level:\n    LOW, HIGH = 0, 1\ndef counted(lights):\n    return {}",
        endless="class Light(Enum):\n    RED = 'stop'\n    AMBER = 'wait'\n    GREEN = 'go'\n"
        "    def next(self):\n        while True:\n            pass\n"
        "Level = Light\ndef counted(lights):\n    return lights",
    ),
    "containers": kind(
        "from collections import Counter, OrderedDict, defaultdict, deque, namedtuple\n"
        "from typing import NamedTuple",
        "class Point(NamedTuple):\n    x: float\n    y: float = 0.0\n\n"
        "    def norm(self):\n        return (self.x**2 + self.y**2) ** 0.5\n\n"
        "def by_length(words):\n    found = defaultdict(list)\n    for word in words:\n"
        "        found[len(word)].append(word)\n    return found\n\n"
        "def last(items, n):\n    return deque(items, maxlen=n)\n\n"
        "def merged(*bags):\n    return sum(bags, Counter())\n\n"
        "def unique(words):\n    return frozenset(map(frozenset, words))",
        {
            "default": "d = by_length(['a', 'to', 'by'])\nassert d == {1: ['a'], 2: ['to', 'by']}\n"
            "assert d[7] == [], 'a missing length is an empty list'\n"
            "assert d.default_factory is list\nassert isinstance(d, defaultdict)",
            "last": "d = last(range(9), 3)\nassert list(d) == [6, 7, 8] and d.maxlen == 3\n"
            "d.append(9)\nassert d == deque([7, 8, 9], maxlen=3)\nassert d[0] == 7",
            "points": "p = Point(3, 4)\nassert p.norm() == 5 and p == (3, 4)\n"
            "x, y = p\nassert (x, y) == (3, 4) and p._fields == ('x', 'y')\n"
            "assert p._replace(x=0) == Point(0, 4)\nassert Point(1) == (1, 0)\n"
            "assert isinstance(p, tuple)",
            "bags": "m = merged(Counter('aab'), Counter('bc'))\nassert m['a'] == 2 == m['b']\n"
            "assert m.most_common(1)[0][1] == 2 and m['z'] == 0\n"
            "assert (m - Counter('aa')) == Counter('bbc')\n"
            "assert unique(['ab', 'ba', 'c']) == {frozenset('ab'), frozenset('c')}",
        },
        half="Point = namedtuple('Point', 'x y')\n\n"
        "def by_length(words):\n    return {len(w): [v for v in words if len(v) == len(w)] "
        "for w in words}\n\n"
        "def last(items, n):\n    return deque(list(items)[-n:])\n\n"
        "def merged(*bags):\n    found = Counter()\n    for bag in bags:\n        found += bag\n"
        "    return found\n\n"
        "def unique(words):\n    return {frozenset(w) for w in words}",
        wrong="Point = tuple\ndef by_length(words):\n    return []\ndef last(items, n):\n"
        "    return items\ndef merged(*bags):\n    return bags\ndef unique(words):\n    return 0",
        endless="Point = namedtuple('Point', 'x y')\ndef by_length(words):\n    while True:\n"
        "        pass\ndef last(items, n):\n    return deque(items, n)\ndef merged(*bags):\n"
        "    return Counter()\ndef unique(words):\n    return frozenset()",
    ),
    "money and time": kind(
        "from datetime import date, datetime, timedelta, timezone\n"
        "from decimal import ROUND_HALF_UP, Decimal\nfrom fractions import Fraction",
        "def vat(price, rate='0.19'):\n    amount = Decimal(price) * Decimal(rate)\n"
        "    return amount.quantize(Decimal('0.01'), ROUND_HALF_UP)\n\n"
        "def due(day, days=14):\n    day = day + timedelta(days=days)\n"
        "    while day.weekday() > 4:\n        day += timedelta(days=1)\n    return day\n\n"
        "def between(a, b):\n    return datetime.fromisoformat(b) - datetime.fromisoformat(a)\n\n"
        "def now_in(hours):\n    return datetime(2024, 1, 1, 12, tzinfo=timezone.utc).astimezone(\n"
        "        timezone(timedelta(hours=hours)))\n\n"
        "def shares(*parts):\n    return [Fraction(p, sum(parts)) for p in parts]",
        {
            "vat": "assert vat('10.00') == Decimal('1.90')\nassert vat('0.50') + 1 == Decimal('1.10')\n"
            "assert isinstance(vat('1'), Decimal)\nassert str(vat('100')) == '19.00'\n"
            "assert f\"{vat('10'):.1f}\" == '1.9'",
            "due": "assert due(date(2024, 5, 1)) == date(2024, 5, 15)\n"
            "assert due(date(2024, 5, 1), days=3).isoformat() == '2024-05-06'\n"
            "assert due(date(2024, 1, 1)) > date(2024, 1, 1)",
            "between": "d = between('2024-02-28T23:00', '2024-03-01T01:30')\n"
            "assert d == timedelta(days=1, hours=2, minutes=30)\nassert d.total_seconds() == 95400\n"
            "assert now_in(2).hour == 14 and now_in(2).utcoffset() == timedelta(hours=2)\n"
            "assert now_in(-3) == datetime(2024, 1, 1, 12, tzinfo=timezone.utc)",
            "shares": "assert shares(1, 2) == [Fraction(1, 3), Fraction(2, 3)]\n"
            "assert sum(shares(3, 4, 5)) == 1\nassert shares(2, 2)[0].denominator == 2",
        },
        half="def vat(price, rate='0.19'):\n    return round(Decimal(price) * Decimal(rate), 2)\n\n"
        "def due(day, days=14):\n    return day + timedelta(days)\n\n"
        "def between(a, b):\n    return datetime.fromisoformat(b) - datetime.fromisoformat(a)\n\n"
        "def now_in(hours):\n    return datetime(2024, 1, 1, 12 + hours)\n\n"
        "def shares(*parts):\n    return [p / sum(parts) for p in parts]",
        wrong="def vat(price, rate=0.19):\n    return float(price) * rate\ndef due(day):\n"
        "    return day\ndef between(a, b):\n    return 0\ndef now_in(h):\n    return h\n"
        "def shares(*parts):\n    return parts",
        endless="def vat(price):\n    while True:\n        pass\ndef due(day, days=14):\n"
        "    while day:\n        day = day\ndef between(a, b):\n    return timedelta()\n"
        "def shares(*parts):\n    return []",
    ),
    "structured and masked arrays": kind(
        "import numpy as np",
        "kind = np.dtype([('name', 'U10'), ('age', 'i4'), ('height', 'f8')])\n\n"
        "def people(rows):\n    return np.array(rows, dtype=kind)\n\n"
        "def tallest(table):\n    return table[table['height'].argmax()]\n\n"
        "def valid(values):\n    return np.ma.masked_invalid(values)\n\n"
        "def days(start, n):\n    return np.datetime64(start) + np.arange(n)\n\n"
        "def fitted(x, y):\n    return np.polynomial.Polynomial.fit(x, y, 1).convert()",
        {
            "table": "t = people([('Ann', 30, 1.7), ('Bob', 25, 1.8)])\n"
            "assert t.dtype.names == ('name', 'age', 'height')\n"
            "assert t['age'].mean() == 27.5 and t.shape == (2,)\n"
            "assert list(np.sort(t, order='age')['name']) == ['Bob', 'Ann']\n"
            "assert t.dtype == np.dtype([('name', 'U10'), ('age', 'i4'), ('height', 'f8')])",
            "tallest": "t = people([('Ann', 30, 1.7), ('Bob', 25, 1.8)])\nbest = tallest(t)\n"
            "assert best['name'] == 'Bob' and best['height'] > 1.7\n"
            "assert tallest(t).item() == ('Bob', 25, 1.8)",
            "masked": "m = valid([1.0, np.nan, 3.0])\nassert m.mean() == 2 and m.count() == 2\n"
            "assert m.mask.tolist() == [False, True, False]\nassert m.filled(0).sum() == 4\n"
            "assert m[1] is np.ma.masked",
            "days": "d = days('2024-02-27', 4)\nassert d[-1] == np.datetime64('2024-03-01')\n"
            "assert np.diff(d).astype(int).tolist() == [1, 1, 1]\nassert d.dtype == 'datetime64[D]'",
            "fitted": "p = fitted(np.arange(5), 2 * np.arange(5) + 1)\nassert np.isclose(p(10), 21)\n"
            "np.testing.assert_allclose(p.coef, [1, 2])\nassert p.degree() == 1\n"
            "assert abs((p - 1)(0)) < 1e-9",
        },
        half="kind = np.dtype([('name', 'U10'), ('age', 'i8'), ('height', 'f8')])\n\n"
        "def people(rows):\n    return np.array(rows, dtype=kind)\n\n"
        "def tallest(table):\n    return table[0]\n\n"
        "def valid(values):\n    values = np.asarray(values)\n"
        "    return np.ma.array(values, mask=np.isnan(values))\n\n"
        "def days(start, n):\n    return np.array([start] * n)\n\n"
        "def fitted(x, y):\n    return np.poly1d(np.polyfit(x, y, 1))",
        wrong="def people(rows):\n    return np.array(rows)\ndef tallest(t):\n    return t\n"
        "def valid(v):\n    return v\ndef days(s, n):\n    return n\ndef fitted(x, y):\n    return y",
        endless="def people(rows):\n    while True:\n        pass\ndef tallest(t):\n    return t\n"
        "def valid(v):\n    return np.ma.array(v)\ndef days(s, n):\n    return n\n"
        "def fitted(x, y):\n    return y",
    ),
    "bins and periods": kind(
        "import numpy as np\nimport pandas as pd",
        "def bins(values):\n    return pd.cut(pd.Series(values), [0, 10, 20, 30])\n\n"
        "def counts(values):\n    return bins(values).value_counts(sort=False)\n\n"
        "def monthly(days, amounts):\n    s = pd.Series(amounts, index=pd.to_datetime(days))\n"
        "    return s.groupby(s.index.to_period('M')).sum()\n\n"
        "def weekly(days, amounts):\n"
        "    return pd.Series(amounts, index=pd.to_datetime(days)).resample('W').mean()\n\n"
        "def gaps(days):\n    return pd.Series(pd.to_datetime(days)).diff()\n\n"
        "def typed(rows):\n    frame = pd.DataFrame(rows)\n"
        "    return frame.astype({'who': 'string', 'n': 'Int64', 'kind': 'category'})",
        {
            "bins": "b = bins([5, 15, 25, 15])\nassert b[0] == pd.Interval(0, 10)\n"
            "assert 12 in b[1] and b.nunique() == 3\nassert str(b[2]) == '(20, 30]'\n"
            "assert b.cat.codes.tolist() == [0, 1, 2, 1]",
            "counts": "c = counts([5, 15, 15])\nassert c.tolist() == [1, 2, 0]\n"
            "assert c.loc[pd.Interval(10, 20)] == 2\nassert c.sum() == 3",
            "monthly": "m = monthly(['2024-01-05', '2024-01-30', '2024-03-01'], [1, 2, 4])\n"
            "assert m.tolist() == [3, 4]\nassert str(m.index[0]) == '2024-01'\n"
            "assert m['2024-03'] == 4 and m.index.dtype == 'period[M]'",
            "weekly": "w = weekly(['2024-01-01', '2024-01-02', '2024-01-10'], [1.0, 3.0, 5.0])\n"
            "assert list(w) == [2, 5] and w.index.freqstr == 'W-SUN'\n"
            "pd.testing.assert_series_equal(w, pd.Series([2.0, 5.0], "
            "index=pd.date_range('2024-01-07', periods=2, freq='W')))",
            "gaps": "g = gaps(['2024-01-01', '2024-01-04'])\nassert g[0] is pd.NaT\n"
            "assert g[1] == pd.Timedelta(days=3) and g.dt.days[1] == 3\n"
            "assert g.isna().sum() == 1",
            "typed": "t = typed([{'who': 'Ann', 'n': 1, 'kind': 'a'}, {'who': None, 'n': None, 'kind': 'b'}])\n"
            "assert t.dtypes.astype(str).tolist() == ['string', 'Int64', 'category']\n"
            "assert t.who[1] is pd.NA and t.n.sum() == 1\n"
            "assert list(t.kind.cat.categories) == ['a', 'b']\n"
            "assert [n for n, g in t.groupby('kind', observed=True)] == ['a', 'b']",
        },
        half="def bins(values):\n    return pd.cut(pd.Series(values), [0, 10, 20, 30], right=False)\n\n"
        "def counts(values):\n    return bins(values).value_counts().sort_index()\n\n"
        "def monthly(days, amounts):\n"
        "    return pd.Series(amounts, index=pd.to_datetime(days)).resample('MS').sum()\n\n"
        "def weekly(days, amounts):\n    s = pd.Series(amounts, index=pd.to_datetime(days))\n"
        "    return s.groupby(pd.Grouper(freq='W')).mean()\n\n"
        "def gaps(days):\n    d = pd.Series(pd.to_datetime(days))\n    return d - d.shift()\n\n"
        "def typed(rows):\n    return pd.DataFrame(rows)",
        wrong="def bins(values):\n    return values\ndef counts(v):\n    return pd.Series(v)\n"
        "def monthly(d, a):\n    return sum(a)\ndef weekly(d, a):\n    return pd.Series(a)\n"
        "def gaps(d):\n    return d\ndef typed(r):\n    return r",
        endless="def bins(values):\n    while True:\n        pass\ndef counts(v):\n    return 0\n"
        "def monthly(d, a):\n    return 0\ndef weekly(d, a):\n    return 0\n"
        "def gaps(d):\n    return [pd.NaT]\ndef typed(r):\n    return r",
    ),
    "namespaces": kind(
        "import inspect",
        "rate: float = 0.5\nnames = ['a', 'b']\n\n"
        "def scaled(x: float, *, by: float = 2.0, shift=0) -> float:\n"
        '    """The number times `by`, shifted.\n\n    >>> scaled(2)\n    4.0\n    """\n'
        "    return x * by + shift\n\n"
        "def power(n):\n    def raised(x):\n        return x ** n\n    return raised\n\n"
        "class Robot:\n    laws = 3\n\n    def __init__(self, name):\n        self.name = name\n"
        "        self._log = []\n\n    def move(self, *steps, fast=False):\n"
        "        self._log.extend(steps)\n        return self\n\n    @staticmethod\n"
        "    def hello():\n        return 'hello'\n\n    @classmethod\n    def made(cls, name='R'):\n"
        "        return cls(name.upper())",
        {
            "exists": "assert 'rate' in globals() and 'names' in dir()\n"
            "assert 'scaled' in locals(), 'define scaled'\nassert callable(globals()['scaled'])\n"
            "assert isinstance(rate, float)\nassert 'nothing' not in globals()",
            "signature": "s = inspect.signature(scaled)\nassert list(s.parameters) == ['x', 'by', 'shift']\n"
            "assert s.parameters['by'].kind is inspect.Parameter.KEYWORD_ONLY\n"
            "assert s.parameters['by'].default == 2.0\n"
            "assert scaled.__annotations__['return'] is float\n"
            "assert scaled.__name__ == 'scaled' and inspect.isfunction(scaled)",
            "documented": "assert scaled.__doc__ and len(scaled.__doc__) > 10, 'write a docstring'\n"
            "assert inspect.getdoc(scaled).startswith('The number')\n"
            "assert 'lambda' not in inspect.getsource(scaled)\n"
            "try:\n    scaled(1, 2)\nexcept TypeError:\n    pass\nelse:\n"
            "    assert False, 'by is for keywords only'\n"
            "assert scaled(3, shift=1) == 7.0",
            "closure": "square = power(2)\nassert square(3) == 9 and power(3)(2) == 8\n"
            "assert square.__closure__ is not None\n"
            "assert square.__code__.co_freevars == ('n',)\nassert square is not power(2)",
            "robot": "r = Robot('a')\nassert r.move(1, 2).move(3) is r\n"
            "assert r._log == [1, 2, 3] and vars(r)['name'] == 'a'\n"
            "assert hasattr(Robot, 'laws') and not hasattr(r, 'wings')\n"
            "assert Robot.hello() == 'hello' and Robot.made('x').name == 'X'\n"
            "assert isinstance(Robot.made(), Robot) and inspect.isclass(Robot)\n"
            "assert getattr(r, 'wheels', 4) == 4 and r.__dict__.keys() == {'name', '_log'}\n"
            "assert [m for m in dir(Robot) if not m.startswith('_')] == ['hello', 'laws', 'made', 'move']",
        },
        half="rate = 0.5\nnames = ['a', 'b']\n\ndef scaled(x, by=2.0, shift=0):\n"
        "    return x * by + shift\n\ndef power(n):\n    return lambda x: x ** n\n\n"
        "class Robot:\n    laws = 3\n    def __init__(self, name):\n        self.name = name\n"
        "    def move(self, *steps):\n        return Robot(self.name)",
        wrong="rate = 'half'\ndef scaled(x):\n    return x\ndef power(n):\n    return n\n"
        "class Robot:\n    pass",
        endless="rate = 0.5\nnames = []\ndef scaled(x, *, by=2.0, shift=0):\n    while True:\n"
        "        pass\ndef power(n):\n    return scaled\nclass Robot:\n    pass",
    ),
    "abstract classes": kind(
        "from abc import ABC, abstractmethod\nimport math",
        "class ShapeError(ValueError):\n    def __init__(self, size):\n"
        "        super().__init__(f'no such size: {size}')\n        self.size = size\n\n"
        "class Shape(ABC):\n    @abstractmethod\n    def area(self):\n        ...\n\n"
        "    def bigger(self, other):\n        return self.area() > other.area()\n\n"
        "class Square(Shape):\n    def __init__(self, a):\n        if a < 0:\n"
        "            raise ShapeError(a)\n        self.a = a\n    def area(self):\n"
        "        return self.a ** 2\n\n"
        "class Circle(Shape):\n    def __init__(self, r):\n        self.r = r\n"
        "    def area(self):\n        return math.pi * self.r ** 2\n\n"
        "class Bag(list):\n    def total(self):\n        return sum(s.area() for s in self)",
        {
            "abstract": "try:\n    Shape()\nexcept TypeError as error:\n"
            "    assert 'abstract' in str(error)\nelse:\n    assert False, 'Shape is abstract'\n"
            "assert issubclass(Square, Shape) and not issubclass(Square, Circle)\n"
            "assert Shape.__abstractmethods__ == {'area'}\nassert Square.__bases__ == (Shape,)\n"
            "assert Square.__mro__[1] is Shape",
            "inherits": "assert issubclass(Shape, ABC)\nassert issubclass(ShapeError, ValueError)\n"
            "assert isinstance(Square(1), Shape) and not isinstance(Square(1), Circle)\n"
            "assert Square(3).bigger(Circle(1)) and math.isclose(Circle(1).area(), math.pi)",
            "error": "try:\n    Square(-2)\n    assert False, 'a negative size is an error'\n"
            "except ShapeError as error:\n    assert error.size == -2\n"
            "    assert isinstance(error, ValueError) and '-2' in str(error)\n"
            "    assert error.args == ('no such size: -2',)",
            "bag": "bag = Bag([Square(1), Square(2)])\nassert bag.total() == 5 and len(bag) == 2\n"
            "bag.append(Square(3))\nassert bag.total() == 14 and isinstance(bag, list)\n"
            "assert [s.a for s in bag] == [1, 2, 3] and bag[-1].a == 3",
            "derived": "class Double(Square):\n    def area(self):\n        return 2 * super().area()\n"
            "assert Double(2).area() == 8\nassert Double(2).bigger(Square(2))",
        },
        half="class ShapeError(Exception):\n    def __init__(self, size):\n        self.size = size\n\n"
        "class Shape:\n    def area(self):\n        raise NotImplementedError\n"
        "    def bigger(self, other):\n        return self.area() > other.area()\n\n"
        "class Square(Shape):\n    def __init__(self, a):\n        if a < 0:\n"
        "            raise ShapeError(a)\n        self.a = a\n    def area(self):\n"
        "        return self.a ** 2\n\n"
        "class Circle(Shape):\n    def __init__(self, r):\n        self.r = r\n"
        "    def area(self):\n        return math.pi * self.r ** 2\n\n"
        "class Bag(list):\n    def total(self):\n        return sum(s.area() for s in self)",
        wrong="class Shape:\n    pass\nSquare = Circle = Shape\nBag = list\nShapeError = ValueError",
        endless="class ShapeError(ValueError):\n    pass\nclass Shape(ABC):\n    @abstractmethod\n"
        "    def area(self):\n        ...\nclass Square(Shape):\n    def __init__(self, a):\n"
        "        self.a = a\n    def area(self):\n        while True:\n            pass\n"
        "Circle = Square\nclass Bag(list):\n    pass",
    ),
    "called back": kind(
        "import functools\nimport operator",
        "def midpoint(f, a, b, n=1000):\n    h = (b - a) / n\n"
        "    return h * sum(f(a + (i + 0.5) * h) for i in range(n))\n\n"
        "def pipeline(*steps):\n    def run(value):\n        for step in steps:\n"
        "            value = step(value)\n        return value\n    return run\n\n"
        "class Button:\n    def __init__(self):\n        self._heard = []\n"
        "    def listen(self, what):\n        self._heard.append(what)\n        return what\n"
        "    def click(self, *args, **named):\n        return [w(*args, **named) for w in self._heard]\n\n"
        "def retry(times, *, catch=Exception):\n    def decorate(f):\n        @functools.wraps(f)\n"
        "        def tried(*args):\n            for left in range(times, 0, -1):\n"
        "                try:\n                    return f(*args)\n                except catch:\n"
        "                    if left == 1:\n                        raise\n"
        "        return tried\n    return decorate\n\n"
        "def averager():\n    total, n, mean = 0.0, 0, None\n    while True:\n"
        "        total += yield mean\n        n += 1\n        mean = total / n",
        {
            "many": "calls = []\ndef f(x):\n    calls.append(x)\n    return x ** 2\n"
            "assert abs(midpoint(f, 0, 3, 5000) - 9) < 1e-5\nassert len(calls) == 5000\n"
            "assert abs(midpoint(lambda x: 1 / x, 1, 2) - 0.693147) < 1e-5",
            "pipeline": "run = pipeline(str.strip, str.upper, lambda s: s + '!')\n"
            "assert run(' hi ') == 'HI!'\nassert pipeline()(3) == 3\n"
            "assert pipeline(functools.partial(operator.add, 2), abs, float)(-5) == 3.0",
            "button": "heard = []\nb = Button()\nb.listen(heard.append)\n"
            "b.listen(lambda n: n * 2)\nassert b.click(4) == [None, 8] and heard == [4]\n"
            "c = Button()\n@c.listen\ndef told(*, who):\n    return who\n"
            "assert c.click(who='x') == ['x']",
            "retry": "tries = []\n@retry(3, catch=ValueError)\ndef flaky(n):\n"
            "    '''Fails at first.'''\n    tries.append(n)\n    if len(tries) < n:\n"
            "        raise ValueError('again')\n    return 'done'\n"
            "assert flaky(3) == 'done' and tries == [3, 3, 3]\n"
            "assert flaky.__name__ == 'flaky' and flaky.__doc__ == 'Fails at first.'\n"
            "tries.clear()\ntry:\n    flaky(9)\nexcept ValueError as error:\n"
            "    assert str(error) == 'again'\nelse:\n    assert False\nassert len(tries) == 3",
            "averager": "a = averager()\nnext(a)\nassert a.send(10) == 10\nassert a.send(20) == 15\n"
            "a.close()\ntry:\n    a.send(1)\nexcept StopIteration:\n    pass\nelse:\n    assert False",
        },
        half="def midpoint(f, a, b, n=1000):\n    return (b - a) * f((a + b) / 2)\n\n"
        "def pipeline(*steps):\n    return functools.reduce(lambda f, g: lambda x: g(f(x)), steps)\n\n"
        "class Button:\n    heard = []\n    def listen(self, what):\n        self.heard.append(what)\n"
        "    def click(self, *args, **named):\n        return [w(*args, **named) for w in self.heard]\n\n"
        "def retry(times, catch=Exception):\n    def decorate(f):\n        def tried(*args):\n"
        "            for _ in range(times):\n                try:\n                    return f(*args)\n"
        "                except catch as e:\n                    error = e\n"
        "            raise error\n        return tried\n    return decorate\n\n"
        "def averager():\n    numbers, mean = [], None\n    while True:\n"
        "        numbers.append((yield mean))\n        mean = sum(numbers) / len(numbers)",
        wrong="def midpoint(f, a, b, n=1000):\n    return f\ndef pipeline(*s):\n    return s\n"
        "class Button:\n    pass\ndef retry(times, catch=None):\n    return lambda f: f\n"
        "def averager():\n    yield 0",
        endless="def midpoint(f, a, b, n=1000):\n    while True:\n        f(a)\n"
        "def pipeline(*s):\n    return s[0]\nclass Button:\n    pass\n"
        "def retry(times, catch=None):\n    def decorate(f):\n        while True:\n"
        "            pass\n    return decorate\ndef averager():\n    yield 0",
    ),
    "autotest": kind(
        "import numpy as np\nimport pandas as pd",
        "def stats(v):\n    v = np.asarray(v, dtype=float)\n    return {'mean': float(v.mean()), 'n': len(v)}\n\n"
        "def third(x):\n    return x / 3\n\ndef words(s):\n    return s.split()\n\n"
        "def unit(v):\n    v = np.asarray(v, dtype=float)\n    return v / np.sqrt((v ** 2).sum())\n\n"
        "def frame(n):\n    return pd.DataFrame({'x': range(n), 'y': np.arange(n) / 3})\n\n"
        "def even(n):\n    return n % 2 == 0\n\ntable = {'a': (1, 2), 'b': (3, 4)}",
        {
            "plain": "### AUTOTEST third(1); third(3)\n### HASHED AUTOTEST third(100)\n"
            "### AUTOTEST even(4); even(3)",
            "texts": "### AUTOTEST words('a b c'); words('')\n### AUTOTEST ' '.join(words(' x  y '))",
            "mappings": "### AUTOTEST stats([1, 2, 4])\n### AUTOTEST table\n"
            "### HASHED AUTOTEST table[\'b\']; len(table)",
            "arrays": "v = unit([1, 2, 3])\n### AUTOTEST v\n### HASHED AUTOTEST unit([3, 4]).shape\n"
            "### AUTOTEST unit([3, 4]).sum()",
            "frames": "### AUTOTEST frame(4)\n### AUTOTEST frame(3).y; frame(2).columns.tolist()",
            "helped": "def raises(f, kind):\n    try:\n        f()\n    except kind:\n        return True\n"
            "    return False\n\n### AUTOTEST raises(lambda: third('x'), TypeError)\n"
            "    \nassert even(2), 'two is even'\n# AUTOTEST type(words('a'))\n" ,
        },
        half="def stats(v):\n    return {'n': len(v), 'mean': sum(v) / len(v)}\n\n"
        "def third(x):\n    return round(x / 3, 4)\n\ndef words(s):\n    return [w for w in s.split(' ')]\n\n"
        "def unit(v):\n    v = np.asarray(v, dtype=float)\n    return v / np.linalg.norm(v) * (1 + 1e-15)\n\n"
        "def frame(n):\n    return pd.DataFrame({'y': np.arange(n) * (1 / 3), 'x': range(n)})\n\n"
        "def even(n):\n    return 1 - n % 2\n\ntable = {'b': (3, 4), 'a': (1, 2)}",
        wrong="def stats(v):\n    return {'mean': np.mean(v), 'n': len(v)}\n\n"
        "def third(x):\n    return np.float64(x) / 3\n\ndef words(s):\n    return tuple(s.split())\n\n"
        "def unit(v):\n    return list(np.asarray(v) / np.linalg.norm(v))\n\n"
        "def frame(n):\n    return pd.DataFrame({'x': np.arange(n, dtype=float), 'y': np.arange(n) / 3})\n\n"
        "def even(n):\n    return bool(n % 2 == 0)\n\ntable = {'a': (1.0, 2.0), 'b': (3, 4)}",
        endless="def third(x):\n    while True:\n        pass\ndef words(s):\n    return s.split()\n"
        "def even(n):\n    return n % 2 == 0\ntable = {}",
    ),
    "points by the piece": kind(
        "import numpy as np",
        "def area(shape, *sizes):\n    if shape == 'circle':\n        return np.pi * sizes[0] ** 2\n"
        "    if shape == 'square':\n        return sizes[0] ** 2\n"
        "    if shape == 'rectangle':\n        return sizes[0] * sizes[1]\n"
        "    raise ValueError(f'unknown shape {shape}')",
        {
            "pieces": "score = 0\nfor shape, sizes, want in [('circle', (1,), np.pi), "
            "('square', (3,), 9), ('rectangle', (2, 5), 10), ('square', (0.5,), 0.25)]:\n"
            "    try:\n        assert np.isclose(area(shape, *sizes), want)\n"
            "        score += 0.5\n        print(shape, 'right')\n    except Exception as error:\n"
            "        print(shape, 'wrong:', type(error).__name__, error)\nscore",
            "errors": "points = 0.0\ntry:\n    area('blob', 1)\nexcept ValueError as error:\n"
            "    points += 1\n    if 'blob' in str(error):\n        points += 1\n"
            "except Exception:\n    points += 0.25\nprint(f'{points} of 2')\npoints",
            "yes": "area('square', 2) == 4",
            "hidden": _HIDDEN.format(
                "tests = [lambda: area('square', 1) == 1, lambda: area('circle', 2) > 12.5,\n"
                "         lambda: area('rectangle', 1, 2) == 2]\ngot = 0\nfor test in tests:\n"
                "    try:\n        got += bool(test())\n    except Exception:\n        pass\n"
                "round(2 * got / len(tests), 2)"
            ),
            "numpy": "np.float64(area('square', 1) == 1)",
        },
        half="def area(shape, *sizes):\n    if shape == 'circle':\n        return 3.14 * sizes[0] ** 2\n"
        "    if shape == 'square':\n        return sizes[0] ** 2\n    raise ValueError('no')",
        wrong="def area(shape, *sizes):\n    return None",
        endless="def area(shape, *sizes):\n    while shape == 'circle':\n        pass\n    return 4",
    ),
    "magics and captures": kind(
        "%matplotlib inline\nimport io\nimport sys\nfrom contextlib import redirect_stdout\n"
        "import matplotlib.pyplot as plt",
        "def table(n):\n    for i in range(1, n + 1):\n        print(f'{i:>2} {i * i:>4}')\n\n"
        "def ask_age():\n    while True:\n        text = input('Age? ')\n        if text.isdigit():\n"
        "            return int(text)\n        print('a number, please', file=sys.stdout)\n\n"
        "def draw(x, y):\n    fig, ax = plt.subplots()\n    ax.plot(x, y, 'o-', color='red', label='data')\n"
        "    ax.set_xlabel('x')\n    ax.grid(True)\n    ax.legend()\n    plt.show()\n    return ax",
        {
            "captured": "buffer = io.StringIO()\nwith redirect_stdout(buffer):\n    table(3)\n"
            "lines = buffer.getvalue().splitlines()\nassert len(lines) == 3\n"
            "assert lines[1] == ' 2    4'\nassert lines[-1].split() == ['3', '9']",
            "replaced": "old = sys.stdout\nsys.stdout = io.StringIO()\ntry:\n    table(1)\n"
            "    out = sys.stdout.getvalue()\nfinally:\n    sys.stdout = old\n"
            "assert out.strip() == '1    1'",
            "asked": "import builtins\nanswers = iter(['x', '', '42'])\nasked = []\n"
            "def fake(prompt=''):\n    asked.append(prompt)\n    return next(answers)\n"
            "real, builtins.input = builtins.input, fake\ntry:\n    assert ask_age() == 42\n"
            "finally:\n    builtins.input = real\nassert asked == ['Age? '] * 3",
            "own": "inputs = ['7']\ninput = lambda prompt='': inputs.pop(0)\n"
            "assert ask_age() == 7\ndel input",
            "drawn": "%matplotlib inline\nax = draw([0, 1], [2, 3])\nline = ax.lines[0]\n"
            "assert list(line.get_xdata()) == [0, 1] and list(line.get_ydata()) == [2, 3]\n"
            "assert line.get_color() == 'red' and line.get_marker() == 'o'\n"
            "assert ax.get_xlabel() == 'x' and len(ax.get_legend().get_texts()) == 1\n"
            "assert len(ax.get_figure().axes) == 1\nplt.close('all')",
            "timed": "import time\nbegan = time.perf_counter()\nfor _ in range(20):\n"
            "    with redirect_stdout(io.StringIO()):\n        table(20)\n"
            "assert time.perf_counter() - began < 5, 'too slow'",
        },
        half="def table(n):\n    for i in range(n):\n        print(i, i * i)\n\n"
        "def ask_age():\n    return int(input('Age? '))\n\n"
        "def draw(x, y):\n    plt.plot(x, y, 'ro-')\n    plt.xlabel('x')\n    return plt.gca()",
        wrong="def table(n):\n    return n\ndef ask_age():\n    return 3\ndef draw(x, y):\n    pass",
        endless="def table(n):\n    while True:\n        pass\n"
        "def ask_age():\n    while input() != '42':\n        pass\n    return 42\n"
        "def draw(x, y):\n    return plt.gca()",
    ),
    "the current figure": kind(
        "import numpy as np\nimport matplotlib.pyplot as plt",
        "def sine(n=50):\n    x = np.linspace(0, 2 * np.pi, n)\n    plt.figure()\n"
        "    plt.plot(x, np.sin(x), label='sin')\n    plt.title('Sine')\n    plt.legend()\n\n"
        "def bars(counts):\n    plt.figure()\n    plt.bar(list(counts), list(counts.values()))\n"
        "    plt.ylabel('n')",
        {
            "sine": "sine()\nax = plt.gca()\nassert ax.get_title() == 'Sine'\n"
            "x, y = ax.lines[0].get_data()\nassert np.allclose(y, np.sin(x))\nplt.close()",
            "bars": "bars({'a': 2, 'b': 5})\nfig = plt.gcf()\nheights = [p.get_height() for p in fig.axes[0].patches]\n"
            "assert heights == [2, 5]\nassert fig.axes[0].get_ylabel() == 'n'\nplt.close('all')",
        },
        half="def sine(n=50):\n    x = np.linspace(0, 2 * np.pi, n)\n    plt.plot(x, np.sin(x))\n\n"
        "def bars(counts):\n    plt.bar(counts.keys(), counts.values())\n    plt.ylabel('n')",
        wrong="def sine(n=50):\n    return n\ndef bars(counts):\n    return counts",
        endless="def sine(n=50):\n    while True:\n        pass\ndef bars(counts):\n    plt.plot([1])",
    ),
    "paths": kind(
        "import json\nimport os\nfrom pathlib import Path",
        "def renamed(path, ending):\n    return Path(path).with_suffix(ending)\n\n"
        "def parts(path):\n    return {'name': Path(path).name, 'folder': Path(path).parent}\n\n"
        "def saved(data, name):\n    path = Path(name)\n    path.write_text(json.dumps(data))\n"
        "    return path\n\n"
        "def loaded(path):\n    return json.loads(Path(path).read_text())",
        {
            "renamed": "assert renamed('a/b.txt', '.csv') == Path('a/b.csv')\n"
            "assert isinstance(renamed(Path('x.y'), '.z'), Path)\n"
            "assert str(renamed(Path('q') / 'x.y', '.z')) == os.path.join('q', 'x.z')",
            "parts": "assert parts('a/b.txt') == {'name': 'b.txt', 'folder': Path('a')}\n"
            "assert parts(Path('c.txt'))['folder'] == Path('.')",
            "saved": "p = saved({'a': [1, 2]}, 'out.json')\nassert p.exists() and p.suffix == '.json'\n"
            "assert json.loads(p.read_text()) == {'a': [1, 2]}",
            "loaded": "assert loaded(saved([1, None], 'two.json')) == [1, None]",
        },
        half="def renamed(path, ending):\n    return Path(str(path).split('.')[0] + ending)\n\n"
        "def parts(path):\n    return dict(name=Path(path).name, folder=str(Path(path).parent))\n\n"
        "def saved(data, name):\n    with open(name, 'w') as file:\n        json.dump(data, file)\n"
        "    return Path(name)\n\ndef loaded(path):\n    return json.load(open(path))",
        wrong="def renamed(path, ending):\n    return str(path) + ending\ndef parts(path):\n    return {}\n"
        "def saved(data, name):\n    return name\ndef loaded(path):\n    return []",
        endless="def renamed(path, ending):\n    while True:\n        pass\ndef parts(path):\n    return {}\n"
        "def saved(data, name):\n    return Path(name)\ndef loaded(path):\n    return [1, None]",
    ),
}  # fmt: skip
