"""The forking process: what it starts with, what ends it, and what is left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.errors import SandboxError, SandboxRefusedError
from autograder.model import Returned
from autograder.sandbox.forkserver import ForkServer, probe
from autograder.sandbox.terms import Cell, Limits
from tests.grading.commands import parent_of, process_of, wait_until_gone
from tests.sandbox.talking import pid_of, raised, value

F = [Cell("f", "def f(x): return x + 1")]


def test_every_layer_holds_on_this_machine() -> None:
    layers = probe()
    assert len(layers) >= 8
    assert [layer for layer in layers if not layer.held] == []


@pytest.mark.parametrize("layer", ["files", "syscalls"])
def test_a_missing_layer_is_refused_unless_the_risk_is_accepted(layer: str) -> None:
    without = frozenset({layer})
    with (
        ForkServer(preload=(), without=without) as server,
        pytest.raises(SandboxRefusedError) as told,
    ):
        server.open(F)
    assert "Remedy" in str(told.value)
    with ForkServer(preload=(), without=without, accept_risk=True) as server:
        assert server.missing
        with server.open(F) as session:
            assert session.call("f", [(1,)]) != []


def test_without_linux_nothing_runs_whatever_risk_is_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(SandboxRefusedError, match="on Linux alone"):
        ForkServer(accept_risk=True)


def test_after_the_forking_process_died_the_next_submission_gets_another() -> None:
    with ForkServer(preload=("numpy",)) as server:
        session = server.open(F)
        os.kill(server.pid, signal.SIGKILL)
        ended(server.pid)
        ended(pid_of(session))  # the kernel ends it a moment after its parent
        with pytest.raises(SandboxError):
            session.call("f", [(1,)])
        with server.open(F) as second:
            reply = second.call("f", [(1,)])[0]
    assert isinstance(reply, Returned)
    assert reply.value == 2


def test_nothing_is_left_after_closing() -> None:
    with ForkServer(preload=()) as server:
        with server.open(F):
            folder = server._scratch_root
            assert os.listdir(folder)
        pid = server.pid
    assert not os.path.exists(folder)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_closing_at_once_does_not_wait_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o777)
    for path in tmp_path.parents:
        if path.stat().st_uid == os.getuid() and len(path.parts) > 2:
            path.chmod(path.stat().st_mode | 0o055)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for pause in (0.0, 0.1, 0.2, 0.4):
        with ForkServer(preload=("numpy", "matplotlib.pyplot")) as server:
            time.sleep(pause)
        assert server.pid == 0
        assert os.listdir(tmp_path) == []


def test_the_whole_notebook_has_a_limit_too() -> None:
    limits = Limits(load_seconds=5.0, notebook_seconds=0.5)
    slow = [Cell("a", "import time; time.sleep(9)"), Cell("b", "x = 1"), *F]
    with ForkServer(limits, preload=()) as server, server.open(slow) as session:
        reasons = [c.error.reason if c.error else None for c in session.cells]
        assert reasons == ["timeout", "skipped", "skipped"]


INSTALLED = """
import autograder
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Cell
assert autograder.__file__.startswith({home!r}), autograder.__file__
source = '''
def read(path):
    try: return len(open(path, "rb").read())
    except OSError: return "refused"
def imported(name):
    try: return __import__(name).__name__
    except ImportError: return "refused"
'''
with ForkServer(preload=("numpy",)) as server, server.open([Cell("a", source)]) as session:
    told = [
        session.call("read", [({home!r} + "/" + name,)])[0].value
        for name in ("autograder/errors.py", "solutions/least_squares.py", "neighbour.py")
    ]
    print(told, session.call("imported", [("neighbour",)])[0].value)
"""


def test_installed_among_other_libraries_this_package_alone_is_hidden(tmp_path: Path) -> None:
    for path in tmp_path.parents:  # pytest's own folders are closed to other users
        if path.stat().st_uid == os.getuid() and len(path.parts) > 2:
            path.chmod(path.stat().st_mode | 0o055)
    home = tmp_path / "site-packages"
    root = Path(__file__).parents[2]
    for name in ("autograder", "solutions"):
        shutil.copytree(root / name, home / name)
    (home / "neighbour.py").write_text("x = 1\n")
    done = subprocess.run(
        [sys.executable, "-c", INSTALLED.format(home=str(home))],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(home)},
        cwd="/",
    )
    assert done.stdout.strip() == "['refused', 'refused', 6] neighbour", done.stderr


def as_ordinary_user(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run these tests, or some of them, in a process that is not root's."""
    launcher = str(Path(__file__).with_name("ordinary_user.py"))
    pytest_ = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", "."]
    return subprocess.run(
        [sys.executable, launcher, *pytest_, *arguments], capture_output=True, text=True
    )


def test_as_an_ordinary_user_every_layer_holds_and_reaching_out_is_refused() -> None:
    files = [str(Path(__file__).with_name(f"test_{n}.py")) for n in ("confinement", "forkserver")]
    named = "not ordinary and (reaching_out or imported or every_layer or environment)"
    done = as_ordinary_user(*files, "-k", named)
    assert done.returncode == 0, done.stdout
    assert "38 passed" in done.stdout


@pytest.mark.slow
def test_as_an_ordinary_user_everything_else_holds_too() -> None:
    here = Path(__file__).parent
    names = ("session", "confinement", "showing", "forkserver", "kernel")
    real_forks = [str(here / f"test_{name}.py") for name in names]
    done = as_ordinary_user(*real_forks, "-k", "not ordinary")
    assert done.returncode == 0, done.stdout


CHANGED_MEANWHILE = """
import sys
from pathlib import Path
from autograder.errors import SandboxRefusedError
from autograder.sandbox.forkserver import ForkServer
from autograder.sandbox.terms import Cell

with Path(sys.argv[1], "autograder/sandbox", sys.argv[2]).open("a") as file:
    file.write("# another edition\\n")
with ForkServer(preload=()) as server:
    try:
        server.open([Cell("f", "def f(x): return x + 1")])
    except SandboxRefusedError as refused:
        print(refused)
"""


@pytest.mark.parametrize("changed", ["codec.py", "crossing/values.py"])
def test_a_kit_that_is_changed_while_it_runs_grades_nobody(changed, tmp_path: Path) -> None:
    kit = Path(__file__).parents[2] / "autograder"
    shutil.copytree(kit, tmp_path / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
    said = subprocess.check_output(
        [sys.executable, "-c", CHANGED_MEANWHILE, str(tmp_path), changed], cwd=tmp_path, text=True
    )
    assert said.startswith("the autograder's own files were changed while it ran")


def test_the_first_process_draws_what_the_later_ones_do() -> None:
    source = "import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.title('$x_1^2$')\nplt.show()"
    with ForkServer() as server:
        drawn = []
        for _ in range(2):
            with server.open([Cell("drawing", source)], render=True) as session:
                drawn.append(session.cells[0].outputs)
    assert drawn[0]
    assert drawn[0] == drawn[1]


def test_a_twin_serves_another_grader_from_what_was_loaded_once() -> None:
    with ForkServer(preload=("numpy",)) as first:
        with (
            ForkServer(preload=("numpy",), control=first.twin()) as second,
            first.open(F) as here,
            second.open(F) as there,
        ):
            assert isinstance(here.call("f", [(1,)])[0], Returned)
            assert isinstance(there.call("f", [(2,)])[0], Returned)
            assert second.pid != first.pid
            assert parent_of(second.pid) == first.pid
            assert second.layers == first.layers
            twin, folder = second.pid, first._scratch_root
        ended(twin)
        assert os.path.isdir(folder)  # the first one's, and still in use
        with first.open(F) as session:
            assert session.call("f", [(3,)])
    assert not os.path.exists(folder)


def test_a_twin_that_died_is_replaced_by_a_process_of_its_graders_own() -> None:
    with ForkServer(preload=()) as first, ForkServer(preload=(), control=first.twin()) as second:
        session = second.open(F)
        twin = second.pid
        os.kill(twin, signal.SIGKILL)
        ended(twin)
        with pytest.raises(SandboxError):
            session.call("f", [(1,)])
        with second.open(F) as again:
            assert isinstance(again.call("f", [(1,)])[0], Returned)
        assert parent_of(second.pid) == os.getpid()


def test_a_first_one_that_nobody_waited_for_and_that_was_killed_leaves_no_folder() -> None:
    with ForkServer(preload=()) as first, ForkServer(preload=(), control=first.twin()) as second:
        channel, _, scratch = second.fork()
        channel.close()
        assert os.path.isdir(scratch)
        killed = parent_of(second.pid)
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
    assert not Path(scratch).parent.exists()


def test_a_twin_ends_with_the_first_one_although_its_grader_does_not() -> None:
    first = ForkServer(preload=())
    with ForkServer(preload=(), control=first.twin()) as second:
        second.require_layers()
        twin = second.pid
        first.close()
        ended(twin)
        with second.open(F) as session:
            assert isinstance(session.call("f", [(1,)])[0], Returned)


def ended(pid: int) -> None:
    """Wait until a process that was asked to end has done so: it may be nobody's to wait for."""
    process = process_of(pid)
    wait_until_gone({process} if process else set())


@pytest.mark.parametrize("links", ["the package", "its files", "a module"])
def test_a_library_that_is_installed_as_links_can_be_imported_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: str
) -> None:
    store, site = tmp_path / "store" / "linked", tmp_path / "site-packages"
    site.mkdir()
    (store / "deep").mkdir(parents=True)
    for name, text in {
        "__init__.py": "def number():\n    from linked import late\n    return late.number\n",
        "late.py": "number = 42\n",
        "deep/__init__.py": "",
    }.items():
        (store / name).write_text(text)
    if links == "the package":
        (site / "linked").symlink_to(store, target_is_directory=True)
    elif links == "its files":
        (site / "linked" / "deep").mkdir(parents=True)
        for name in ("__init__.py", "late.py", "deep/__init__.py"):
            (site / "linked" / name).symlink_to(store / name)
    else:
        (store.parent / "alone.py").write_text("def number():\n    return 42\n")
        (site / "linked.py").symlink_to(store.parent / "alone.py")
    secret = tmp_path / "store" / "secret.txt"
    secret.write_text("of another package")
    monkeypatch.setattr(sys, "path", [*sys.path, str(site)])
    source = (
        f"def f():\n    import linked\n    return linked.number()\n"
        f"def g():\n    return open({str(secret)!r}).read()\n"
    )
    with ForkServer(preload=()) as server, server.open([Cell("f", source)]) as session:
        assert value(session, "f") == 42
        raised(session, "g")


MANY = {
    "in one cell": [("a", "while True: pass\n" * 40)],
    "in a cell each": [(f"a{n}", "while True:\n    pass") for n in range(40)],
    "in an assignment each": [(f"a{n}", f"x{n} = [i for i in iter(int, 1)]") for n in range(14)],
    "that end their process": [(f"a{n}", "import os\nos._exit(1)") for n in range(40)],
    "below a magic": [(f"a{n}", "%%time\nwhile True: pass") for n in range(40)],
}
BELOW = [
    ("n", "N = 3\nimport math\nwhile True: pass"),
    ("f", "def f(x):\n    return N * math.floor(x)"),
    ("g", "%%time\ndef g(x):\n    return f(x) + 1\nfor i in iter(int, 1): pass"),
]


@pytest.mark.parametrize(
    "kind", ["in one cell", *(pytest.param(k, marks=pytest.mark.slow) for k in [*MANY][1:])]
)
def test_however_many_lines_have_to_be_stopped_functions_above_and_below_are_called(
    kind: str,
) -> None:
    limits = Limits(call_seconds=1.0, load_seconds=0.8, notebook_seconds=30.0)
    above = [("top", "def top(x):\n    return x")]
    notebook = [Cell(name, text) for name, text in [*above, *MANY[kind], *BELOW]]
    with ForkServer(limits, preload=()) as server, server.open(notebook) as session:
        assert value(session, "top", 1) == 1
        assert value(session, "f", 2.5) == 6
        assert value(session, "g", 2.5) == 7
        (note,) = [str(e) for e in session.events if "only imports" in str(e)]
        assert note.startswith("a")
        assert "too many lines above had to be stopped" in note


def test_a_few_lines_that_have_to_be_stopped_leave_the_others_as_they_are() -> None:
    limits = Limits(call_seconds=1.0, load_seconds=0.8, notebook_seconds=30.0)
    cells = [Cell(f"a{n}", "while True: pass") for n in range(9)]
    cells.append(Cell("b", "seen = []\nfor i in range(3): seen.append(i)\ndef f(): return seen"))
    with ForkServer(limits, preload=()) as server, server.open(cells) as session:
        assert value(session, "f") == [0, 1, 2]
        assert not [e for e in session.events if "only imports" in str(e)]
