"""The grader's side of the forking process: start it, ask it for forks, end it."""

import json
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from autograder.errors import SandboxError, SandboxRefusedError
from autograder.files import remove_tree
from autograder.sandbox import edition, kernel
from autograder.sandbox.terms import NO_FILES, Beginning, Cell, Layer, Lent, Limits

if TYPE_CHECKING:
    from autograder.sandbox.budget import Budget
    from autograder.sandbox.session import Session

# Nothing of what is loaded is garbage: not to look for any saves a tenth of the start.
_START = "import gc, sys; gc.disable(); \
sys.path.insert(0, {root!r}); sys.path.extend({libraries!r}); \
from autograder.sandbox.server import main; main({control})"
_START_SECONDS = 60.0
_LAST_WORDS_SECONDS = 2.0


def probe() -> tuple[Layer, ...]:
    """Every layer of protection, tried for real on this machine."""
    with ForkServer(preload=(), accept_risk=True) as server:
        return server.layers


def _shows(control: socket.socket, event: int) -> bool:
    """Whether this event of `select.poll` holds for a socket right now."""
    poll = select.poll()
    poll.register(control, event)
    return any(shown & event for _, shown in poll.poll(0))


@contextmanager
def _two_ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Both ends of a new channel, to keep and to send; the first is closed on failure."""
    mine, theirs = socket.socketpair()
    try:
        yield mine, theirs
    except SandboxError:
        mine.close()
        raise
    finally:
        theirs.close()


class ForkServer(AbstractContextManager["ForkServer"]):
    """A process with the libraries loaded, forked once for each submission.

    The constructor returns at once, or raises `SandboxRefusedError` where there is no Linux; the
    first `open` waits until the process is ready. Raises `SandboxRefusedError` there if a layer is
    missing and `accept_risk` is not given, or if the autograder has changed on disk meanwhile, and
    `SandboxError` if the process cannot be started. Several threads may use it.
    `without` leaves out layers, so that tests can show what each of them stops. `control` leads to
    a process that another `ForkServer` with the same settings has made with `twin`; should it die,
    one of this one's own takes its place.
    """

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008  frozen
        preload: Sequence[str] = ("numpy", "matplotlib.pyplot"),
        *,
        accept_risk: bool = False,
        without: frozenset[str] = frozenset(),
        control: socket.socket | None = None,
    ) -> None:
        if sys.platform != "linux":
            raise SandboxRefusedError(
                "students' code can be kept apart on Linux alone: grade there, or in the container "
                "that .container/README.md describes"
            )
        self.limits = limits
        self.preload = tuple(preload)
        self.accept_risk = accept_risk
        self.without = without
        self._lock = threading.Lock()
        self._layers: tuple[Layer, ...] = ()
        self._edition = edition.OF_THIS_PROCESS
        # This process holds expected values, so no other process may read its memory.
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
        self._process: subprocess.Popen[bytes] | None = None
        if control is None:
            self._start()
        else:
            self._listen_to(control)

    def _listen_to(self, control: socket.socket) -> None:
        control.settimeout(_START_SECONDS)
        self._control = control
        self.pid = 0 if self._process is None else self._process.pid
        """The forking process; 0 as long as it has not said so, and when it is closed."""
        self._ready = False
        self._scratch_root = ""

    def _start(self) -> None:
        mine, theirs = socket.socketpair()
        root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
        libraries = [p for p in sys.path if p.endswith(("site-packages", "dist-packages"))]
        start = _START.format(root=root, libraries=libraries, control=theirs.fileno())
        threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL", "NUMEXPR")}
        environment = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "MPLBACKEND": "agg", **threads}
        # Where Matplotlib keeps its list of fonts; making a new one takes seconds.
        own = {k: os.environ[k] for k in ("HOME", "MPLCONFIGDIR", "TMPDIR") if k in os.environ}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", "-c", start],
                env={**environment, **own},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                # Matplotlib obeys a matplotlibrc in the current folder, which may be a hand-in.
                cwd="/",
                start_new_session=True,
            )
        self._listen_to(mine)
        self._say(
            {
                "limits": asdict(self.limits),
                "preload": self.preload,
                "without": sorted(self.without),
                "environment": environment,
            }
        )

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Every layer as tried when the process started; waits until that is done."""
        with self._lock:
            self._await_ready()
            return self._layers

    @property
    def missing(self) -> tuple[Layer, ...]:
        """The layers that do not hold."""
        return tuple(layer for layer in self.layers if not layer.held)

    def require_layers(self) -> None:
        """Raise `SandboxRefusedError` if a layer is missing and the risk was not accepted."""
        with self._lock:
            self._await_ready()
            self._refuse_if_missing()

    def open(
        self,
        cells: Sequence[Cell],
        *,
        functions: Collection[str] = (),
        files: Mapping[str, bytes] = NO_FILES,
        render: bool = False,
        lent: Lent | None = None,
        stopping: bool = False,
        budget: "Budget | None" = None,
    ) -> "Session":
        """Load `cells`, in order, in a locked fork of their own.

        `functions` are the names that will be called: what a notebook defines by one of them is
        kept when the name is used for something else. `files` can be read and imported there, by
        their paths in the process's own folder. A cell ends with its first error if it is
        `stopping`, as in Jupyter; else with that statement only. `budget` is what the submission
        may still use, where this is not its first process.

        The functions in `lent` then take the place of those of the same names there. They are
        called on this side, with plain data that the submission chose.
        """
        # Imported only now, so that both processes load NumPy at the same time.
        from autograder.sandbox.budget import Budget
        from autograder.sandbox.session import Session

        begin = Beginning(tuple(functions), files, render, lent or {}, stopping=stopping)
        budget = budget or Budget(self.limits.notebook_seconds)
        return Session(self, tuple(cells), begin, budget)

    def fork(self) -> tuple[socket.socket, int, str]:
        """A new locked process: the channel to it, its pid, its scratch folder."""
        with self._lock:
            self._restart_if_ended()
            self._await_ready()
            self._refuse_if_missing()
            with _two_ends() as (mine, theirs):
                told = self._ask({"do": "fork"}, theirs)
        return mine, int(told["pid"]), str(told["scratch"])

    def twin(self) -> socket.socket:
        """The `control` of another process like this one's, for a grader in another process.

        It comes about as soon as this one is ready; nobody waits for it here.
        """
        with self._lock:
            self._restart_if_ended()
            with _two_ends() as (mine, theirs):
                self._say({"do": "twin"}, theirs)
        return mine

    def end(self, pid: int) -> None:
        """Kill a fork, and everything it left behind."""
        with self._lock:
            self._ask({"do": "end", "pid": pid})

    def autopsy(self, pid: int) -> int:
        """The wait status of a fork that is dying; it is killed if it takes too long."""
        with self._lock:
            return int(self._ask({"do": "autopsy", "pid": pid})["status"])

    def _await_ready(self) -> None:
        if not self._ready:
            told = self._hear()
            self._scratch_root = told["scratch"]
            self.pid = told["pid"]
            self._layers = tuple(Layer(*layer) for layer in told["hello"])
            self._edition = told["edition"]
            self._ready = True

    def _refuse_if_missing(self) -> None:
        if self._edition != edition.OF_THIS_PROCESS:
            raise SandboxRefusedError(
                "the autograder's own files were changed while it ran, and its processes do not "
                "fit together any more: start the command again"
            )
        missing = [f"{m.name}: {m.why}. Remedy: {m.remedy}" for m in self._layers if not m.held]
        if missing and not self.accept_risk:
            raise SandboxRefusedError(
                f"students' code cannot be kept apart on this machine. {'; '.join(missing)}. "
                "`autograder doctor` shows every layer; --accept-risk grades all the same."
            )

    def _restart_if_ended(self) -> None:
        if _shows(self._control, select.POLLHUP):
            self._stop()
            self._start()

    def _ask(self, request: dict[str, Any], channel: socket.socket | None = None) -> dict[str, Any]:
        self._say(request, channel)
        return self._hear()

    def _say(self, request: dict[str, Any], channel: socket.socket | None = None) -> None:
        line = json.dumps(request).encode() + b"\n"
        descriptors = [channel.fileno()] if channel else []
        try:
            sent = socket.send_fds(self._control, [line], descriptors)
            self._control.sendall(line[sent:])
        except OSError as error:
            raise self._dead() from error

    def _hear(self) -> dict[str, Any]:
        data = b""
        while not data.endswith(b"\n"):
            try:
                part = self._control.recv(2**16)
            except OSError as error:
                raise self._dead() from error
            if not part:
                raise self._dead()
            data += part
        told: dict[str, Any] = json.loads(data)
        return told

    def _dead(self) -> SandboxError:
        """What is known of the end of the forking process."""
        if self._process is None:
            return SandboxError("the forking process ended")
        errors = b""
        if self._process.stderr is not None and not self._process.stderr.closed:
            try:  # it may still write why it ended
                errors = self._process.communicate(timeout=_LAST_WORDS_SECONDS)[1]
            except subprocess.TimeoutExpired:
                self._process.kill()
                errors = self._process.communicate()[1]
        last = errors.decode(errors="replace").strip().splitlines()[-1:]
        said = f": {last[0]}" if last else ""
        return SandboxError(f"the forking process ended (status {self._process.returncode}){said}")

    def _stop(self) -> None:
        if not self._ready and _shows(self._control, select.POLLIN):
            # Nobody has read its first message yet, which names the folder to remove.
            with suppress(SandboxError):
                self._await_ready()
        self._control.close()
        self.pid = 0
        if self._process is not None:
            self._end(self._process)
        if self._scratch_root and os.path.isdir(self._scratch_root):
            remove_tree(self._scratch_root)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        if not self._ready:
            process.terminate()  # it is still importing libraries that nobody needs any more
        with process:  # waits in the end, and closes its stderr
            try:
                process.wait(5.0)
            except subprocess.TimeoutExpired:
                process.kill()

    def close(self) -> None:
        """End the forking process, every fork of it and its scratch folder."""
        with self._lock:
            self._stop()

    def __exit__(self, *_: object) -> None:
        self.close()
