"""What a locked process cannot reach: files, the network, other processes, the grader."""

from __future__ import annotations

import resource

import pytest

from autograder.sandbox.forkserver import ForkServer
from tests.sandbox.talking import opened, raised, value


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


def test_processor_time_ends_by_a_signal_that_says_so(server: ForkServer) -> None:
    source = "import resource\ndef f(): return list(resource.getrlimit(resource.RLIMIT_CPU))"
    with opened(server, source) as session:
        limits = value(session, "f")
    assert isinstance(limits, list)
    soft, hard = limits
    assert soft > 0
    assert hard in (resource.RLIM_INFINITY, resource.getrlimit(resource.RLIMIT_CPU)[1])


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
