"""What becomes of cells and calls in a real locked process."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.errors import SandboxError
from autograder.model import Raised, Returned
from autograder.sandbox import Cell, CellRun, ForkServer, Session


def cells(*sources: str) -> list[Cell]:
    return [Cell(f"c{i}", source) for i, source in enumerate(sources)]


def opened(server: ForkServer, *sources: str) -> Session:
    return server.open(cells(*sources))


def run(server: ForkServer, source: str, *, render: bool = False) -> CellRun:
    with server.open(cells(source), render=render) as session:
        return session.cells[0]


def value(session: Session, function: str, *args: object) -> object:
    reply = session.call(function, [args])[0]
    assert isinstance(reply, Returned), reply
    assert reply.unusable is None, reply
    return reply.value


def raised(session: Session, function: str, *args: object) -> Raised:
    reply = session.call(function, [args])[0]
    assert isinstance(reply, Raised), reply
    return reply


def test_functions_see_globals_and_helpers_of_other_cells(server: ForkServer) -> None:
    with opened(server, "import numpy as np\nk = 3", "def g(x): return k * np.sum(x)") as session:
        assert value(session, "g", np.array([1.0, 2.0])) == 9.0


def test_each_call_gets_its_own_reply_in_order(server: ForkServer) -> None:
    with opened(server, "def f(x): return x * x") as session:
        replies = session.call("f", [(float(i),) for i in range(50)])
    returned = [reply.value for reply in replies if isinstance(reply, Returned)]
    assert returned == [float(i * i) for i in range(50)]


@pytest.mark.parametrize(
    "broken",
    [
        "def g(:",
        "raise RuntimeError('no')",
        "1 / 0",
        "exit()",
        "quit()",
        "import sys; sys.exit(1)",
        "raise KeyboardInterrupt",
        "import not_installed_at_all",
        "f'{1:q}'",
        "input('your name? ')",
        "import os; os._exit(0)",
        "import os; os.close(3)",
        "while True: pass",
        "x = [0] * 10**10",
        "def r(): return r() + r()\nr()",
        "import ctypes; ctypes.string_at(0)",
        "!rm -rf /",
        "%run other.py",
        "?help",
        "%unknown_magic 3",
    ],
)
def test_one_broken_cell_does_not_spoil_the_others(server: ForkServer, broken: str) -> None:
    with opened(server, "a = 1", broken, "def f(x): return x + a") as session:
        assert value(session, "f", 1) == 2


def test_what_a_cell_defined_before_it_raised_stays(server: ForkServer) -> None:
    with opened(server, "def f(x): return x\nraise ValueError('later')") as session:
        assert value(session, "f", 7) == 7
        error = session.cells[0].error
    assert error is not None
    assert (error.exception, error.line) == ("ValueError", "line 2: raise ValueError('later')")


def test_a_deadly_cell_is_not_run_again_and_is_told(server: ForkServer) -> None:
    with opened(server, "a = 1", "import os; os._exit(3)", "b = 2", "def f(): return a + b") as s:
        assert value(s, "f") == 3
        assert s.cells[1].error is not None
        assert s.cells[1].error.reason == "crashed"
        assert "exit status 3" in s.events[0]
        assert len(s.events) == 1


def test_an_endless_loop_costs_its_function_and_no_other(server: ForkServer) -> None:
    source = "def loop(x):\n    while True: pass\ndef f(x): return x"
    with opened(server, source) as session:
        first, second = session.call("loop", [(1,), (2,)], seconds=0.2)
        assert isinstance(first, Raised)
        assert first.reason == "timeout"
        assert isinstance(second, Raised)
        assert second.reason == "skipped"
        assert value(session, "f", 5) == 5
        assert raised(session, "loop", 1).reason == "skipped"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("import os; os._exit(0)", "crashed"),
        ("import ctypes; ctypes.string_at(0)", "crashed"),
        ("return bytearray(10**9)", "memory"),
        ("x = []\n    while True: x.append(bytearray(10**6))", "memory"),
        ("return f()", "raises"),
        (
            "import signal; signal.setitimer(signal.ITIMER_REAL, 0.1)\n    while True: pass",
            "crashed",
        ),
        ("import os; os.write(3, b'\\0\\0\\0\\4spam' * 9)", "crashed"),
        ("import os\n    while True: os.write(3, b'\\xff' * 4096)", "crashed"),
        ("raise NotImplementedError", "not-implemented"),
        ("raise ValueError('n')", "raises"),
        ("exit()", "raises"),
    ],
)
def test_what_a_call_does_to_itself_is_told(server: ForkServer, body: str, reason: str) -> None:
    with opened(server, f"def f():\n    {body}\ndef g(): return 1") as session:
        assert raised(session, "f").reason == reason
        assert value(session, "g") == 1


def test_swallowing_signals_does_not_help_an_endless_loop(server: ForkServer) -> None:
    source = """
import signal
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
def f():
    while True:
        try:
            while True: pass
        except BaseException: pass
"""
    with opened(server, source) as session:
        reply = session.call("f", [()], seconds=0.2)[0]
    assert isinstance(reply, Raised)
    assert reply.reason == "timeout"


def test_arguments_that_cannot_be_sent_are_the_graders_trouble(server: ForkServer) -> None:
    with opened(server, "def f(x): return x") as session:
        with pytest.raises(SandboxError):
            session.call("f", [(object(),)])
        assert value(session, "f", 1) == 1


def test_text_that_is_no_unicode_is_a_cells_own_trouble(server: ForkServer) -> None:
    with opened(server, "a = '\ud800'", "b = 1\x00", "def f(x): return x") as session:
        assert value(session, "f", 1) == 1
        assert session.cells[1].error is not None


def test_missing_function_and_wrong_arguments_are_named(server: ForkServer) -> None:
    with opened(server, "def f(x): return x\ng = 3") as session:
        assert raised(session, "nope").reason == "missing-function"
        assert "type int" in raised(session, "g").message
        wrong = raised(session, "f", 1, 2)
    assert wrong.reason == "wrong-arguments"
    assert "takes: x" in wrong.message


def test_changed_arguments_are_listed(server: ForkServer) -> None:
    source = "def f(a, b, c):\n    b[0] = 9.0\n    c.append(1)\n    return a"
    with opened(server, source) as session:
        reply = session.call("f", [(np.zeros(2), np.zeros(2), [0])])[0]
    assert isinstance(reply, Returned)
    assert reply.mutated == (1, 2)


def test_callables_of_every_kind_can_be_called(server: ForkServer) -> None:
    source = """
import functools
import numpy as np
class Scale:
    def __init__(self, k): self.k = k
    def __call__(self, x): return self.k * x
a = Scale(2.0)
b = functools.partial(lambda k, x: k * x, 3.0)
c = np.vectorize(lambda x: 4.0 * x)
async def d(x): return x
"""
    with opened(server, source) as session:
        assert [value(session, name, 1.0) for name in "ab"] == [2.0, 3.0]
        assert value(session, "c", 1.0) == 4.0
        assert "async" in raised(session, "d", 1.0).message


def test_printed_text_is_kept_up_to_its_limit(server: ForkServer) -> None:
    few = run(server, "print('ŷ = Xw', 1)")
    assert few.printed == "ŷ = Xw 1\n"
    many = run(server, "for i in range(200_000): print('line', i)")
    assert many.error is None
    assert "cut off" in many.printed
    assert len(many.printed) < 70_000


@pytest.mark.parametrize(
    "source",
    [
        "%%time\ndef f(): return 1",
        "%%capture out\ndef f(): return 1",
        "%matplotlib inline\ndef f(): return 1",
        "%matplotlib notebook\nimport matplotlib\nmatplotlib.use('TkAgg')\ndef f(): return 1",
        "%load_ext autoreload\n%autoreload 2\n%config InlineBackend.figure_format = 'retina'\n"
        "def f(): return 1",
        "!pip install numpy\ndef f(): return 1",
        "files = !ls\ndef f(): return 1 + len(files)",
        "%time y = 1\ndef f(): return y",
        "np?\ndef f(): return 1",
        "get_ipython().run_line_magic('matplotlib', 'inline')\ndef f(): return 1",
        "from IPython.display import display\ndisplay(1)\ndef f(): return 1",
        "display('x')\ndef f(): return 1",
        "def f():\r\n    return 1\r\n",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\ndef f(): return 1",
        "import warnings\nwarnings.warn('old')\ndef f():\n    warnings.warn('x')\n    return 1",
        "if __name__ == '__main__':\n    def f(): return 1",
        "from typing import List\ndef f() -> List[int]: return 1",
        "from __future__ import annotations\ndef f() -> nothing: return 1",
        "%%writefile helper.py\none = 1\n%% ignored",
        "from autograder import check, preview\nimport autograder.handout\n"
        "with preview('a', 'b'):\n    not_written\ncheck('a', 'b', globals())\ndef f(): return 1",
    ],
)
def test_what_notebooks_contain_runs(server: ForkServer, source: str) -> None:
    with opened(server, source, "try: f\nexcept NameError:\n  def f(): return 1") as session:
        if "helper" not in source:
            assert session.cells[0].error is None
        assert value(session, "f") == 1


def test_the_real_package_can_be_neither_imported_nor_read(server: ForkServer) -> None:
    source = """
import autograder, autograder.handout, importlib, sys
def kinds(): return [type(autograder).__name__, str(autograder.__dict__.get('__file__'))]
def forced():
    sys.meta_path[:] = [f for f in sys.meta_path if type(f).__name__ != '_Finder']
    for name in [n for n in sys.modules if n.startswith('autograder')]: del sys.modules[name]
    sys.path[:0] = [FOLDER]
    importlib.invalidate_caches()
    try: import autograder.errors
    except ImportError: return 'refused'
    return autograder.errors.__file__
"""
    import autograder

    folder = str(autograder.__file__).rpartition("/autograder/")[0]
    with opened(server, f"FOLDER = {folder!r}", source) as session:
        assert value(session, "kinds") == ["_StandIn", "None"]
        assert value(session, "forced") == "refused"


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/passwd').read()",
        "open('/proc/self/environ').read()",
        "open(f'/proc/{os.getppid()}/maps').read()",
        "open('/tmp/autograder-was-here', 'w')",
        "os.listdir('..')",
        "os.mkdir('../beside')",
        "open(SOURCE).read()",
        "open(SOURCE, 'a')",
        "os.open(SOURCE, os.O_RDONLY | os.O_TRUNC)",
        "os.truncate(SOURCE, 0)",
        "os.chmod('.', 0o777)",
        "os.symlink('/etc/passwd', 'link')",
        "os.rename(SOURCE, 'mine')",
        "socket.socket()",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "socket.socket(socket.AF_UNIX)",
        "socket.socketpair()",
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "subprocess.run(['true'])",
        "os.kill(os.getppid(), 0)",
        "os.kill(-1, 0)",
        "os.setpriority(os.PRIO_PROCESS, 0, 19)",
        "os.sched_setaffinity(0, {0})",
        "resource.prlimit(os.getppid(), resource.RLIMIT_CPU)",
        "resource.setrlimit(resource.RLIMIT_AS, (2**40, 2**40))",
        "os.memfd_create('x')",
        "os.setuid(0)",
        "threading.Thread(target=print).start()",
        "multiprocessing.Process(target=print).start()",
        "open('big', 'wb').write(bytes(5 * 2**20))",
        "os.utime('.')",
    ],
)
def test_reaching_out_is_refused(server: ForkServer, attempt: str) -> None:
    source = f"""
import multiprocessing, os, resource, signal, socket, subprocess, threading
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
SOURCE = {__file__!r}
def f():
    try: {attempt}
    except (OSError, RuntimeError, ValueError): return 'refused'
    return 'done'
"""
    with opened(server, source) as session:
        assert session.cells[0].error is None
        assert value(session, "f") == "refused"


def test_filling_the_disk_with_many_files_ends_the_process(server: ForkServer) -> None:
    source = """
def f():
    i = 0
    while True:
        i += 1
        with open(f'{i}', 'wb') as file: file.write(bytes(10_000))
"""
    with opened(server, source) as session:
        reply = raised(session, "f")
    assert reply.reason == "crashed"
    assert "disk" in reply.message


def test_environment_and_folder_are_its_own(
    server: ForkServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANARY", "secret")
    source = """
import os
def names(): return sorted(os.environ)
def files(): return os.listdir('.')
def write(): open('a', 'w').write('b')
"""
    with opened(server, source) as one, opened(server, source) as two:
        names = value(one, "names")
        assert isinstance(names, list)
        assert "CANARY" not in names
        assert "USER" not in names
        value(one, "write")
        assert value(one, "files") == ["a"]
        assert value(two, "files") == []


def test_rendering_collects_what_a_kernel_would_show(server: ForkServer) -> None:
    shown = run(
        server,
        "import matplotlib.pyplot as plt\nprint('a')\nplt.plot([1, 2])\n1 + 1",
        render=True,
    )
    assert [o["output_type"] for o in shown.outputs] == ["stream", "execute_result", "display_data"]
    assert shown.outputs[1]["data"] == {"text/plain": "2"}
    assert set(shown.outputs[2]["data"]) == {"text/plain", "image/png"}
    failed = run(server, "1 / 0", render=True)
    assert failed.outputs[0]["ename"] == "ZeroDivisionError"


def test_rendered_html_keeps_tables_and_loses_scripts(server: ForkServer) -> None:
    source = """
class Table:
    def _repr_html_(self):
        return '<table onload="x()"><tr><td>1 &lt; 2</td></tr></table><script>alert(1)</script>'
Table()
"""
    html = run(server, source, render=True).outputs[0]["data"]["text/html"]
    assert html == "<table><tr><td>1 &lt; 2</td></tr></table>"


def test_a_drawing_comes_back_as_its_description(server: ForkServer) -> None:
    source = """
import matplotlib.pyplot as plt
def f(x):
    fig, ax = plt.subplots()
    ax.plot(x, x ** 2, label='curve')
    ax.scatter(x, x)
    ax.set(title='T', xlabel='a', ylabel='b')
    ax.legend()
    return ax
def g(x): return f(x).figure
def h(x): return f(x).plot(x, x)
def deep(x):
    ax = plt.figure().add_subplot(projection='3d')
    ax.plot(x, x, x)
    return ax
"""
    x = np.array([1.0, 2.0])
    with opened(server, source) as session:
        for name in "fgh":
            drawing = value(session, name, x)
            assert isinstance(drawing, dict)
            assert (drawing["kind"], drawing["title"]) == ("axes", "T")
            assert drawing["legend"] == ["curve"]
            assert np.array_equal(drawing["lines"][0], [[1, 1], [2, 4]])
            assert np.array_equal(drawing["points"][0], [[1, 1], [2, 2]])
        solid = value(session, "deep", x)
    assert isinstance(solid, dict)
    assert solid["kind"] == "axes3d"
    assert solid["lines"][0].shape == (2, 3)
