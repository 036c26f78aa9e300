"""Does each layer hold on this machine? A locked fork tries what it should not be able to do."""

import errno
import importlib
import mmap
import os
import resource
import signal
import socket
from collections.abc import Callable

from autograder.sandbox.lockdown import Plan
from autograder.sandbox.terms import CHANNEL, Layer

_KERNEL = "Linux 5.13 or later with Landlock among the kernel's security modules"
_SECCOMP = "install the package libseccomp2 (apt-get install libseccomp2) and pip's pyseccomp"
_CONTAINER = "allow the call in the container's own profile"

Attempt = tuple[bool, str]


def attempts(
    plan: Plan, package: str, parent: int, *, was_root: bool, landlock: int
) -> list[Layer]:
    """Every layer as found from inside a locked process.

    `parent` is the forking process, `landlock` the version the kernel speaks.
    """

    def tried(name: str, remedy: str, attempt: Callable[[], Attempt]) -> Layer:
        try:
            held, why = attempt()
        except OSError as error:
            held, why = False, f"the attempt itself failed: {error}"
        return Layer(name, held, why, "" if held else remedy)

    return [
        tried("memory", "lower --memory, or lift the container's own limit", lambda: _memory(plan)),
        tried("processor time and sizes", "run where setrlimit is allowed", lambda: _limits(plan)),
        tried("files", _KERNEL, lambda: _files(package, landlock)),
        tried("other processes' memory", _KERNEL,
              lambda: _refused(lambda: open(f"/proc/{parent}/mem", "rb").close(),
                               "opening /proc/…/mem")),
        tried("network", f"{_SECCOMP}; {_CONTAINER}", _network),
        tried("system calls", f"{_SECCOMP}; {_CONTAINER}", _system_calls),
        tried("new processes", f"{_SECCOMP}; {_CONTAINER}", _processes),
        tried("signals", f"{_SECCOMP}; {_CONTAINER}",
              lambda: _refused(lambda: os.kill(parent, 0), "a signal to the forking process")),
        tried("user", "grant CAP_SETUID and CAP_SETGID, or run as an ordinary user",
              lambda: _user(was_root)),
        tried("descriptors and environment", "report this as a fault of the grader", _inherited),
        tried("libraries", "install Python where every user can read it, as in /usr/local",
              _libraries),
    ]  # fmt: skip


def _refused(call: Callable[[], object], what: str) -> Attempt:
    try:
        call()
    except OSError as error:
        if error.errno in (errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EAGAIN):
            return True, f"{what}: {os.strerror(error.errno).lower()}"
        return False, f"{what} failed for another reason: {error}"
    return False, f"{what} succeeded"


def _memory(plan: Plan) -> Attempt:
    size = (plan.limits.memory_mb + 64) * 2**20
    try:
        mmap.mmap(-1, size).close()
    except (OSError, MemoryError, ValueError):
        return True, f"taking {size >> 20} MB was refused"
    return False, f"taking {size >> 20} MB succeeded"


def _limits(plan: Plan) -> Attempt:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    seconds = resource.getrlimit(resource.RLIMIT_CPU)[0]
    if not 0 <= seconds <= plan.limits.notebook_seconds + 5:
        return False, "processor time is not limited"
    try:
        with open("probe", "wb", buffering=0) as file:
            os.lseek(file.fileno(), plan.limits.scratch_mb * 2**20, os.SEEK_SET)
            file.write(b"x")
    except OSError as error:
        return error.errno == errno.EFBIG, "a file beyond the limit was refused"
    finally:
        if os.path.exists("probe"):
            os.unlink("probe")
    return False, "a file may grow without limit"


def _files(package: str, landlock: int) -> Attempt:
    inside = os.path.join(package, "__init__.py")
    parent_folder = os.path.dirname(os.getcwd())
    for call, what in (
        (lambda: open(inside, "rb").close(), "reading the grader's own source"),
        (lambda: open("/etc/passwd", "rb").close(), "reading /etc/passwd"),
        (lambda: os.listdir(parent_folder), "listing other submissions' folders"),
        (lambda: os.mkdir(os.path.join(parent_folder, "beside")), "writing beside its own folder"),
    ):
        held, why = _refused(call, what)
        if not held:
            return held, why
    what = "reading the grader's source and writing outside its folder were refused"
    return True, f"{what} (Landlock version {landlock})"


def _network() -> Attempt:
    kinds = [(socket.AF_INET, socket.SOCK_STREAM), (socket.AF_INET, socket.SOCK_DGRAM)]
    for family, kind in [*kinds, (socket.AF_UNIX, socket.SOCK_STREAM)]:
        held, why = _refused(lambda f=family, k=kind: socket.socket(f, k).close(), "a socket")  # type: ignore[misc]
        if not held:
            return held, why
    return True, "TCP, UDP and Unix sockets were refused"


def _system_calls() -> Attempt:
    """Something that nothing but the filter forbids."""
    return _refused(lambda: os.close(os.memfd_create("probe")), "memory that no limit counts")


def _processes() -> Attempt:
    def fork() -> None:
        if os.fork() == 0:
            os._exit(0)

    held, why = _refused(fork, "fork")
    if not held:
        return held, why
    # The file is no program, so where exec is allowed it fails, but with another error.
    descriptor = os.open("program", os.O_CREAT | os.O_WRONLY, 0o700)
    os.write(descriptor, b"no program")
    os.close(descriptor)
    return _refused(lambda: os.execv("./program", ["program"]), "fork and exec")


def _user(was_root: bool) -> Attempt:
    if not was_root:
        return True, f"runs as the ordinary user {os.getuid()}"
    if os.getuid() == 0:
        return False, "still root"
    held, why = _refused(lambda: os.setresuid(0, 0, 0), "becoming root again")
    return held, f"runs as user {os.getuid()}; {why}" if held else why


def _inherited() -> Attempt:
    open_ones = []
    for descriptor in range(64):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        open_ones.append(descriptor)
    if open_ones != list(range(CHANNEL + 1)):
        return False, f"inherited descriptors: {open_ones}"
    return True, "only the channel to the grader is open"


def _libraries() -> Attempt:
    # Two small modules that have not been loaded yet.
    for name in ("colorsys", "wave"):
        try:
            importlib.import_module(name)
        except (ImportError, OSError) as error:
            return False, f"a library cannot be loaded after the change of user: {error}"
    return True, "installed libraries can still be loaded"
