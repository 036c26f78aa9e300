"""The forking process: libraries loaded, nothing else, one fork per submission.

Started by `forkserver.py` as a fresh interpreter. It is told what to load by one line of JSON
on the control socket, says `hello` with the layers found, then obeys `fork`, `end`, `autopsy`
and `twin`. It never sees a cell, an argument or an answer: those go between the grader and the
fork over a channel of their own. It ends, and its forks with it, when the grader does.

A twin is a fork that is a forking process itself, for another grader of the same command: what is
loaded is loaded once for all of them.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
import time
from collections import deque
from contextlib import closing
from dataclasses import astuple, replace
from typing import Any

from autograder.files import remove_tree
from autograder.sandbox import (  # noqa: F401  everything a fork runs has to be loaded here
    child,
    edition,
    figure_description,
    kernel,
    lockdown,
    magics,
    probing,
    standin,
    syscalls,
)
from autograder.sandbox.preloading import preload, warm_up
from autograder.sandbox.terms import CHANNEL, OUT_OF_MEMORY, Limits

_TWINS_SECONDS = 2.0
_OF_ONE_NOTEBOOK = 4
"""Forks before the libraries are warmed up: what follows more than these is a class."""
_MAY_BE_LOADED = tuple(
    f"autograder.{n}" for n in ("drawings", "errors", "files", "model", "points", "sandbox")
)


def main(control: int) -> None:
    """Serve the grader at the other end of the socket `control`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the folder is taken away
    package = os.path.realpath(os.path.dirname(sys.modules["autograder"].__file__ or ""))
    with closing(Control(control)) as grader:
        settings = grader.next()
        if settings is None:
            return
        scratch_root = tempfile.mkdtemp(prefix="autograder-", dir=_temporary())
        first = os.getpid()
        try:
            Server(grader, package, scratch_root, settings).run()
        except BrokenPipeError:
            pass  # the grader is gone
        finally:
            if os.getpid() == first:  # not in a twin
                remove_tree(scratch_root)
    os._exit(0)  # a normal exit would unload the libraries, for which the grader would wait 0.04 s


class Server:
    """The state of the forking process: its plan and the folders of the forks that are alive."""

    def __init__(
        self, grader: "Control", package: str, scratch_root: str, settings: dict[str, Any]
    ) -> None:
        self.grader = grader
        self.package = package
        self.forks: dict[int, str] = {}
        self.twins: set[int] = set()
        self.count = 0
        self.warm = False
        self.was_root = os.getuid() == 0
        without = frozenset(settings["without"])
        sys.path.remove(os.path.dirname(package))
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
        self.plan = self._plan(Limits(**settings["limits"]), scratch_root, without)
        _only_the_sandbox()
        standin.install()
        probe = self._probe()
        preload(settings["preload"])
        os.environ.clear()
        os.environ.update(settings["environment"])
        self._settle()
        self.layers = self._probed(*probe)
        self._greet(self.plan.scratch_root)

    def _settle(self) -> None:
        """What is loaded now is every fork's."""
        self.plan = replace(self.plan, address_space=lockdown.address_space())
        gc.freeze()
        gc.enable()

    def _warm_up(self) -> None:
        """Only when a class is graded: without it, a command for one notebook, which takes two
        forks on average, ends 0.07 s sooner."""
        if not self.warm:
            self.warm = True
            warm_up()
            self._settle()

    def _greet(self, scratch: str) -> None:
        """Say what was found, and which folder the grader may have to clear away."""
        hello = {"hello": self.layers, "scratch": scratch, "edition": edition.OF_THIS_PROCESS}
        self.grader.say({**hello, "pid": os.getpid()})

    def _plan(self, limits: Limits, scratch_root: str, without: frozenset[str]) -> lockdown.Plan:
        libraries = lockdown.library_roots()
        files = kernel.landlock_abi() > 0 and "files" not in without
        os.chmod(scratch_root, 0o711)
        change_user = self.was_root and "user" not in without
        return lockdown.Plan(
            limits=limits,
            scratch_root=scratch_root,
            libraries=libraries,
            outer=lockdown.outer_rules(libraries, scratch_root, self.package) if files else None,
            program=b"" if "syscalls" in without else _filter(),
            change_user=change_user,
            capabilities=lockdown.needed_capabilities(libraries) if files else (),
            address_space=lockdown.address_space(),
            rlimits="limits" not in without,
        )

    def _probe(self) -> tuple[int, int, str]:
        """Fork a process that locks itself and tries every layer; returns where it will tell."""
        mine, theirs = os.pipe()
        scratch = lockdown.make_scratch(self.plan, "probe")
        parent, landlock = os.getpid(), kernel.landlock_abi()
        pid = os.fork()
        if pid == 0:
            try:
                lockdown.lock(self.plan, theirs, scratch, parent)
                layers = probing.attempts(
                    self.plan, self.package, parent, was_root=self.was_root, landlock=landlock
                )
                told = json.dumps([astuple(layer) for layer in layers])
                os.write(CHANNEL, told.encode())
            except OSError as error:
                told = json.dumps([["lock-down", False, str(error), "see the message"]])
                os.write(CHANNEL, told.encode())
            finally:
                os._exit(0)  # what it told is read, and not its status
        os.close(theirs)
        return pid, mine, scratch

    def _probed(self, pid: int, pipe: int, scratch: str) -> list[Any]:
        parts = []
        ready, _, _ = select.select([pipe], [], [], 5.0)
        while ready and (part := os.read(pipe, 2**16)):
            parts.append(part)
        os.close(pipe)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        remove_tree(scratch)
        told = b"".join(parts)
        if not told:
            return [["lock-down", False, "the trial process died before it could tell", ""]]
        layers: list[Any] = json.loads(told)
        return layers

    def run(self) -> None:
        """Obey until the grader is gone, and leave no fork alive then."""
        # A grader that does not wait for this process sends it SIGTERM, which must not cut short
        # what is to be done when it is gone.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        try:
            while (request := self.grader.next()) is not None:
                self._obey(request)
        finally:
            for pid, scratch in self.forks.items():
                self._kill(pid)
                self._bury(pid, scratch)
            for twin in self.twins:
                if _waited(twin, _TWINS_SECONDS) is None:
                    os.kill(twin, signal.SIGKILL)
                    os.waitpid(twin, 0)

    def _obey(self, request: dict[str, Any]) -> None:
        pid = request.get("pid")
        if request["do"] == "fork":
            self._fork(self.grader.channel())
        elif request["do"] == "twin":
            self._twin(self.grader.channel())
        elif pid not in self.forks:
            # It died with an earlier forking process.
            self.grader.say({"status": signal.SIGKILL})
        elif request["do"] == "end":
            self._kill(pid)
            self.grader.say({})
            self._bury(pid, self.forks.pop(pid))
        elif request["do"] == "autopsy":
            self.grader.say({"status": self._bury(pid, self.forks.pop(pid), patience=1.0)})

    def _fork(self, channel: int) -> None:
        if self.count >= _OF_ONE_NOTEBOOK:
            self._warm_up()
        self.count += 1
        scratch = lockdown.make_scratch(self.plan, f"{self.count}-{os.urandom(8).hex()}")
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                try:
                    lockdown.lock(self.plan, channel, scratch, parent)
                except OSError as error:
                    child.refuse(str(error))
                child.serve(self.plan.limits)
                status = 0
            except MemoryError:
                status = OUT_OF_MEMORY
            finally:
                os._exit(status)
        os.close(channel)
        self.forks[pid] = scratch
        self.grader.say({"pid": pid, "scratch": scratch})

    def _twin(self, control: int) -> None:
        """Fork a forking process for whoever holds the other end of `control`.

        It uses the same scratch root, which is this one's to take away.
        """
        self._warm_up()
        pid = os.fork()
        if pid != 0:
            os.close(control)
            self.twins.add(pid)
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        # The grader of the first process reads its stderr until nobody has it open.
        os.dup2(nowhere, 2)
        os.close(nowhere)
        self.grader.close()
        self.grader = Control(control)
        self.forks, self.twins = {}, set()
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
        self._greet("")

    def _kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        try:
            os.killpg(pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # it ended before it led a process group

    def _bury(self, pid: int, scratch: str, patience: float = 0.0) -> int:
        """Wait for the end of a fork, and of what it left behind; its wait status.

        One that goes on, though it has closed its channel, is killed, and counts as one that ended.
        """
        status = _waited(pid, patience)
        if status is None:
            self._kill(pid)
            os.waitpid(pid, 0)
        self._bury_orphans()
        remove_tree(scratch)
        return status or 0

    def _bury_orphans(self) -> None:
        """Where seccomp is missing, a fork may leave descendants, which become our children."""
        if self.plan.program:
            return
        for pid in kernel.children_of(os.getpid()):
            if pid not in self.forks and pid not in self.twins:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def _waited(child: int, patience: float) -> int | None:
    """The wait status of a child that ends within `patience` seconds; None if it goes on."""
    until = time.monotonic() + patience
    pid, status = os.waitpid(child, os.WNOHANG)
    while pid == 0 and time.monotonic() < until:
        time.sleep(0.002)
        pid, status = os.waitpid(child, os.WNOHANG)
    return status if pid else None


def _temporary() -> str:
    """The folder for temporary files, or /tmp where forks, as other users, could not enter it."""
    folder = tempfile.gettempdir()
    return folder if lockdown.others_may_enter(folder) or not os.path.isdir("/tmp") else "/tmp"


def _only_the_sandbox() -> None:
    """Whatever this process ever held, its forks can read: make sure that it is nothing."""
    ours = [name for name in sys.modules if name.startswith(("autograder.", "solutions"))]
    wrong = [name for name in ours if not name.startswith(_MAY_BE_LOADED)]
    if wrong:
        raise RuntimeError(f"the forking process must not load {', '.join(wrong)}")


def _filter() -> bytes:
    """The seccomp program; empty where seccomp cannot be had, which the probe then reports."""
    try:
        return syscalls.compiled()
    except (ImportError, RuntimeError, OSError):
        return b""


class Control:
    """The grader at the other end of a socket: lines of JSON both ways, descriptors from there."""

    def __init__(self, descriptor: int) -> None:
        self._socket = socket.socket(fileno=descriptor)
        self._data = b""
        self._channels: deque[int] = deque()

    def close(self) -> None:
        self._socket.close()

    def say(self, message: dict[str, Any]) -> None:
        self._socket.sendall(json.dumps(message).encode() + b"\n")

    def next(self) -> dict[str, Any] | None:
        """One request; None when the grader is gone."""
        while b"\n" not in self._data:
            part, channels, _, _ = socket.recv_fds(self._socket, 2**16, 8)
            self._channels += channels
            if not part:
                return None
            self._data += part
        line, _, self._data = self._data.partition(b"\n")
        request: dict[str, Any] = json.loads(line)
        return request

    def channel(self) -> int:
        """The descriptor that belongs to the request at hand."""
        return self._channels.popleft()
