"""What becomes of cells and calls in a real locked process."""

from __future__ import annotations

import os
import signal
import time

import numpy as np
import pytest

from autograder.errors import SandboxError
from autograder.model import Raised, Returned
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Cell
from tests.sandbox.talking import opened, pid_of, raised, value


def test_functions_see_globals_and_helpers_of_other_cells(server: ForkServer) -> None:
    with opened(server, "import numpy as np\nk = 3", "def g(x): return k * np.sum(x)") as session:
        assert value(session, "g", np.array([1.0, 2.0])) == 9.0


def test_a_text_is_the_same_object_as_in_a_notebook(server: ForkServer) -> None:
    cell = "def f(kind): return kind is 'L1'\ndef g(named): return [n is 'L1' for n in named]"
    with opened(server, cell) as session:
        assert value(session, "f", "L1") is True
        assert value(session, "g", {"L1": 0}) == value(session, "g", ["L1"]) == [True]


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


def test_a_line_of_a_librarys_compiled_code_is_not_called_a_students(server: ForkServer) -> None:
    text = "import numpy as np\ndef f(): return np.random.choice([])"
    with opened(server, text) as session:
        (reply,) = session.call("f", [()])
    assert isinstance(reply, Raised)
    assert reply.line == "line 2: def f(): return np.random.choice([])"


def test_a_deadly_cell_is_not_run_again_and_is_told(server: ForkServer) -> None:
    with opened(server, "a = 1", "import os; os._exit(3)", "b = 2", "def f(): return a + b") as s:
        assert value(s, "f") == 3
        assert s.cells[1].error is not None
        assert s.cells[1].error.reason == "crashed"
        assert s.cells[1].error.message == "it ended its own process"
        assert s.events == ()


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
        # Memory that nobody writes to: a slow machine takes longer to fill it than a call may.
        ("import numpy\n    x = []\n    while True: x.append(numpy.empty(10**6))", "memory"),
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


def test_a_function_that_calls_one_that_is_not_written_is_written_itself(
    server: ForkServer,
) -> None:
    with opened(server, "def f(): raise NotImplementedError('f')\ndef g(): return f()") as session:
        reply = raised(session, "g")
    assert (reply.reason, reply.message) == ("raises", "f is not written yet")


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


def test_a_process_that_something_else_killed_is_no_fault_of_the_students(
    server: ForkServer,
) -> None:
    with server.open([Cell("f", "def f(x): return x")]) as session:
        os.kill(pid_of(session), signal.SIGKILL)
        with pytest.raises(SandboxError, match="killed by something else"):
            session.call("f", [(1,)])


def test_a_process_that_closes_its_channel_and_goes_on_is_ended(server: ForkServer) -> None:
    silent = "import os, time\ndef f(x):\n    os.closerange(0, 64)\n    time.sleep(60)"
    with server.open([Cell("f", silent)]) as session:
        (reply,) = session.call("f", [(1,)])
    assert isinstance(reply, Raised)
    assert reply.reason == "crashed"


@pytest.mark.slow
def test_a_cell_that_ends_a_later_process_alone_is_left_out_with_a_note(server: ForkServer) -> None:
    with opened(server, "a = 1"):
        then = time.time() + 4  # counted once the forking process is there
    late = f"import os, time\nif time.time() > {then}: os._exit(3)"
    parts = [f"while time.time() <= {then - n}: time.sleep(0.01)" for n in (3, 2, 1, 0)]
    waits = "\n".join(["import os, time", *parts, "os._exit(3)"])
    with opened(server, late, waits, "def f(): return 1.0") as session:
        assert value(session, "f") == 1.0
        assert "left out on loading again" in str(session.events)
