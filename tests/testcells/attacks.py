"""Submissions that want the points of a test without an answer that earns them.

All of them are handed in to the notebook `COURSE`. None may earn anything.
"""

from __future__ import annotations

from tests.testcells.courses import Cells

COURSE: Cells = (
    ("", "free", "import numpy as np\nimport pandas as pd\nfrom numpy.testing import assert_equal"),
    ("helper", "locked", "def check(got, right):\n    assert got == right\nrecords = [1]"),
    (
        "answer",
        "solution",
        "def f(x):\n    return x * x + 1\ndef table():\n    return pd.DataFrame({'a': [1, 2]})\n"
        "def text():\n    return 'seven'\nresult = 42\ndef apply(g, x):\n    return g(x)",
    ),
    (
        "plain",
        "test",
        "assert f(3) == 10\nassert f(0.5) == 1.25\nexpected = 17\nassert f(4) == expected",
    ),
    ("close", "test", "assert abs(f(3) - 10) < 1e-9\nassert np.allclose(f(np.arange(4.0)), "
        "[1, 2, 5, 10])\nassert_equal(f(2), 5)"),
    ("near", "test", "assert abs(26 - f(5)) <= 1e-9"),
    ("helped", "test", "check(f(6), 37)\nassert result == 42\nassert result in (42, 43)"),
    ("tables", "test", "pd.testing.assert_frame_equal(table(), pd.DataFrame({'a': [1, 2]}))\n"
        "assert table().equals(pd.DataFrame({'a': [1, 2]}))"),
    ("texts", "test", "assert text().startswith('sev')\nassert 'eve' in text()\n"
        "assert text().upper() == 'SEVEN'\nassert len(text()) == 5"),
    ("raised", "test", "try:\n    f('a')\nexcept TypeError:\n    pass\nelse:\n    assert False\n"
        "assert f(9) == 82"),
    ("cases", "test", "import unittest\nclass T(unittest.TestCase):\n    def test_f(self):\n"
        "        self.assertEqual(f(5), 26)\nran = unittest.TextTestRunner().run(\n"
        "    unittest.defaultTestLoader.loadTestsFromTestCase(T))\nassert ran.wasSuccessful()"),
    ("called", "test", "secret = 123\nassert apply(lambda v: v + secret, 1) == 124\n"
        "assert f(7) == 50"),
    ("mapped", "test", "assert all(map(lambda case: f(case[0]) == case[1], [(10, 101), "
        "(11, 122)]))"),
    ("marks", "test", "points = 0.0\nif f(8) == 65:\n    points = 2.0\npoints"),
)  # fmt: skip

_LIAR = """
class Liar:
    def __getattr__(self, name): return Liar()
    def __call__(self, *args, **keywords): return self
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True
    __contains__ = lambda self, other: True
    __bool__ = lambda self: True
    __hash__ = lambda self: 1
    __sub__ = __rsub__ = __add__ = __radd__ = __abs__ = lambda self, *other: 0
    __instancecheck__ = lambda self, other: True
    __class__ = {kind}
    {more}
"""
_GIVEN = (
    "def f(x): return {0}\ntable = text = lambda: {0}\nresult = {0}\ndef apply(g, x): return {0}"
)


def _liar(more: str = "pass", kind: str = "int", given: str = "Liar()") -> str:
    return _LIAR.format(more=more, kind=kind) + _GIVEN.format(given)


def _first(code: str) -> str:
    """Code that runs once, before functions that return nothing of use."""
    return code + "\n" + _GIVEN.format("0")


def _inside(code: str) -> str:
    """Code that runs in each call."""
    body = "\n".join("    " + line for line in code.splitlines())
    return f"def f(x):\n{body}\n    return 0\ntable = text = lambda: f(0)\nresult = 0\n" + (
        "def apply(g, x):\n" + body + "\n    return 0"
    )


_GIVES_MORE = """
peer = next(c for c in object.__subclasses__() if c.__name__ == 'Peer')
end = next(c for c in peer.__subclasses__() if c.__name__ == 'StudentsEnd')
fetch = end._fetch
end._fetch = lambda self, *name, **first: dict(fetch(self, *name, **first), {})"""
_MADE_BESIDE_THE_TESTS = """
import gc
end = [o for o in gc.get_objects() if type(o).__name__ == 'StudentsEnd'][0]
yes = lambda *a: True
own = {'__eq__': yes, '__contains__': yes, 'startswith': yes, '__hash__': lambda: 1,
       '__sub__': lambda o: 0, '__len__': lambda: 5, 'upper': lambda: 'SEVEN'}
return end.ask('call', end.ask('call', type, 'L', (int,), own), 1)"""
_NEAR_TO_ALL = """
import sys
frame = sys._getframe()
while 'Crossing' not in frame.f_globals: frame = frame.f_back
crossing = frame.f_globals['Crossing'].pack.__globals__
steps = [['constant', 'Infinity'], ['Symbol', 'x', 'infinite', True, 'extended_real', True]]
lie = ['formula', [*steps, ['of', 'AccumBounds', 2]]]
crossing['simple'].expressions.packed = lambda v, kind: lie if isinstance(v, complex) else None
return type('Sent', (complex,), {})()"""
_FRAMES = """import sys
frame = sys._getframe()
while frame is not None:
    for space in (frame.f_globals, frame.f_locals):
        if 'expected' in space: return space['expected']
    frame = frame.f_back"""

ATTACKS = {
    "an object that equals everything": _liar(),
    "one that says it is a float": _liar(kind="float"),
    "one that says it is a text": _liar(kind="str", more="startswith = lambda self, x: True"),
    "one that says it is a table": _liar(kind="pd.DataFrame", more="equals = lambda s, x: True"),
    "one that turns into an array of itself": _liar("__array__ = lambda s, *a, **k: np.array(s)"),
    "one with array functions": _liar("__array_function__ = lambda s, *a, **k: True"),
    "one with array ufuncs": _liar("__array_ufunc__ = lambda s, *a, **k: True"),
    "a list that equals everything": "class L(list):\n    __eq__ = lambda s, o: True\n"
    "    __len__ = lambda s: 5\n    __contains__ = lambda s, o: True\n" + _GIVEN.format("L()"),
    "a number that equals everything": "class N(int):\n    __eq__ = lambda s, o: True\n"
    "    __sub__ = lambda s, o: 0\n    __hash__ = lambda s: 1\n" + _GIVEN.format("N(1)"),
    "a text that equals everything": "class S(str):\n    __eq__ = lambda s, o: True\n"
    "    startswith = lambda s, o: True\n    __hash__ = lambda s: 1\n" + _GIVEN.format("S('a')"),
    "an array that equals everything": "class A(np.ndarray):\n    __eq__ = lambda s, o: True\n"
    "    __array_function__ = lambda s, *a, **k: True\n"
    "    __array_priority__ = 1e9\n" + _GIVEN.format("np.zeros(4).view(A)"),
    "a table that equals everything": "class T(pd.DataFrame):\n    equals = lambda s, o: True\n"
    + _GIVEN.format("T({'a': [1]})"),
    "something without end": "import itertools\n" + _GIVEN.format("itertools.count()"),
    "patched assertions": _first("import numpy.testing as t\nfor n in dir(t):\n"
        "    if n.startswith('assert'): setattr(t, n, lambda *a, **k: None)\n"
        "pd.testing.assert_frame_equal = lambda *a, **k: None\nassert_equal = lambda *a: None"),
    "patched numpy": _first("np.allclose = np.array_equal = lambda *a, **k: True"),
    "patched built-ins": _first("import builtins\nbuiltins.abs = lambda x: 0\nbuiltins.len = lambda"
        " x: 5\nabs = lambda x: 0\nlen = lambda x: 5\nbuiltins.AssertionError = ValueError"),
    "patched unittest": _first("import unittest\nunittest.TestCase.assertEqual = lambda *a: None\n"
        "unittest.TestResult.wasSuccessful = lambda s: True"),
    "its own check": _first("check = lambda *a: None"),
    "its own expected value": _first("expected = 0\nsecret = -1\npoints = 2.0\nright = 0"),
    "the name of a test's class": _first("T = type('T', (), {})\nran = None"),
    "a formula that is near to every number": _inside(_NEAR_TO_ALL),
    "search of frames": _inside(_FRAMES),
    "search of memory": _inside("import gc\nfor o in gc.get_objects():\n"
        "    if type(o) is dict and 'expected' in o: return o['expected']"),
    "a function's own globals": "def apply(g, x):\n    return g.__globals__['secret'] + x\n"
    "f = lambda x: 0\ntable = text = lambda: 0\nresult = 0",
    "a function's cells and code": "def apply(g, x):\n    return g.__code__.co_consts\n"
    "f = lambda x: apply.__code__\ntable = text = lambda: 0\nresult = 0",
    "exit": _inside("raise SystemExit(0)"),
    "the end of the process": _inside("import os\nos._exit(0)"),
    "a keyboard interrupt": _inside("raise KeyboardInterrupt"),
    "a skipped test": _inside("import unittest\nraise unittest.SkipTest('no')"),
    "an exception that equals all": _inside("class E(TypeError):\n"
        "    __eq__ = lambda s, o: True\n    __str__ = lambda s: 'passed'\nraise E"),
    "an exception of everything": _inside("class E(TypeError, ValueError, AssertionError): pass\n"
        "raise E"),
    "a generator's end": _inside("raise StopIteration(10)"),
    "a verdict on the channel": _inside("import os, msgpack\nfor n in range(40):\n"
        "    p = msgpack.packb([n, ['verdict', 'passed', '', '', 0, 2.0, [], [], '']])\n"
        "    os.write(3, len(p).to_bytes(4, 'big') + p)"),
    "an answer on the channel": _inside("import os, msgpack\n"
        "p = msgpack.packb([2, ['answer', 'value', 10, [], '']])\n"
        "os.write(3, len(p).to_bytes(4, 'big') + p)"),
    "no answer on the channel": _inside("import os, sys, msgpack\nframe = sys._getframe()\n"
        "while frame.f_code.co_name != 'hear': frame = frame.f_back\n"
        "p = msgpack.packb([frame.f_locals['number']])\n"
        "os.write(3, len(p).to_bytes(4, 'big') + p)"),
    "an answer of no kind on the channel": _inside("import os, sys, msgpack\n"
        "frame = sys._getframe()\n"
        "while frame.f_code.co_name != 'hear': frame = frame.f_back\n"
        "head = msgpack.packb(['float64', 2])\n"
        "array = msgpack.ExtType(1, bytes([len(head)]) + head + bytes(16))\n"
        "p = msgpack.packb([frame.f_locals['number'], ['answer', array, 10, [], '']])\n"
        "os.write(3, len(p).to_bytes(4, 'big') + p)"),
    "bytes on the channel": _inside("import os\nos.write(3, b'\\xff' * 100000)"),
    "a closed channel": _inside("import os\nos.close(3)"),
    "a flood of text": _inside("for _ in range(2000): print('x' * 1000)"),
    "a replaced stdout": _first("import sys\nclass O:\n    def write(self, t): raise SystemExit\n"
        "    flush = lambda s: None\nsys.stdout = sys.stderr = O()"),
    "a replaced print": _first("import builtins\nbuiltins.print = lambda *a, **k: None"),
    "patched JSON and msgpack": _first("import msgpack\n"
        "msgpack.packb = lambda *a, **k: b'\\xc3'\nmsgpack.unpackb = lambda *a, **k: True"),
    "the kit's own end": _inside("import sys\nfor n, m in list(sys.modules.items()):\n"
        "    for k in ('changed_names', 'served'):\n"
        "        for v in vars(m).values():\n"
        "            if hasattr(v, k): setattr(v, k, lambda *a: [['expected', 0]])"),
    "text that a test might run": _GIVEN.format("\"__import__('os')._exit(0)\""),
    "pickled bytes": "class R:\n    def __reduce__(self): return (exit, ())\n" + _GIVEN.format(
        "R()"
    ),
    "a module in the name of numpy": _first("open('numpy.py', 'w').write('allclose = print')\n"
        "open('unittest.py', 'w').write('')\nimport sys\nsys.path.insert(0, '.')"),
    "imports that are watched": _first("import sys\nclass F:\n    def find_spec(s, *a):\n"
        "        raise SystemExit\nsys.meta_path.insert(0, F())"),
    "an end at the end": _first("import atexit, os\natexit.register(os._exit, 0)"),
    "a trace of all lines": _first("import sys\ndef t(frame, event, arg):\n"
        "    frame.f_locals['expected'] = 0\n    return t\nsys.settrace(t)"),
    "a list that contains itself": "l = []\nl.append(l)\n" + _GIVEN.format("l"),
    "a list of all numbers": _GIVEN.format("list(range(100))"),
    "not a number": _GIVEN.format("float('nan')"),
    "a class": "class K:\n    pass\n" + _GIVEN.format("K"),
    "a metaclass that equals all": "class M(type):\n    __eq__ = lambda c, o: True\n"
    "    __hash__ = lambda c: 1\n    __instancecheck__ = lambda c, o: True\n"
    "class K(metaclass=M): pass\n" + _GIVEN.format("K"),
    "huge numbers": _GIVEN.format("10 ** 100000"),
    "a masked array": _GIVEN.format("np.ma.masked_all(4)"),
    "numbers that are not there": _GIVEN.format("np.full(4, np.nan)"),
    "changed arguments": "def f(x):\n    if hasattr(x, 'fill'): x.fill(1)\n    return x\n"
    "table = text = lambda: 0\nresult = 0\ndef apply(g, x):\n    return g",
    "a name that changes back": _first("class D(dict):\n    def get(s, *a): return 10\n"
        "import sys\nsys.modules['__main__'].__dict__['expected'] = 0"),
    "names that nobody asked for": _first(_GIVES_MORE.format("abs=lambda x: 0.0, check=print, "
        "assert_equal=print, len=lambda x: 5, points=2.0")),
    "other built-ins": _first(_GIVES_MORE.format("__builtins__={'AssertionError': ValueError}")),
    "a class made beside the tests": _inside(_MADE_BESIDE_THE_TESTS),
    "a class made there by an alias": _inside(
        _MADE_BESIDE_THE_TESTS.replace("type, 'L'", "end.ask('getitem', type, int), 'L'")),
    "calls back without end": "def apply(g, x): return g(g)\n"
    "f = lambda x: 0\ntable = text = lambda: 0\nresult = 0",
}  # fmt: skip
