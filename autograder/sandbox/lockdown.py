"""Locking a process down: every layer, in the order in which they have to come.

`Plan` is worked out once by the forking process; `lock` is what each fork does to itself
before it sees a line of a student's code.
"""

import fcntl
import os
import resource
import signal
import site
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.sandbox import kernel
from autograder.sandbox.terms import Limits

_RULES = 4

_SYSTEM = (
    *("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo"),
    *("/usr/share/fonts", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts"),
)
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_READ = kernel.READ_FILE | kernel.READ_DIR
_SCRATCH = (
    *(_READ, kernel.WRITE_FILE, kernel.TRUNCATE, kernel.MAKE_REG, kernel.MAKE_DIR),
    *(kernel.REMOVE_FILE, kernel.REMOVE_DIR),
)
# The range that systemd keeps for services with temporary user ids: they own no files.
_FIRST_UID, _UIDS = 61184, 4336


@dataclass(frozen=True)
class Plan:
    """What every fork has to apply.

    `outer` are the Landlock rules common to all forks, None without Landlock; `program` is the
    seccomp filter, empty without seccomp; `address_space` the bytes that the
    loaded libraries take, on top of which a fork's memory is counted.
    """

    limits: Limits
    scratch_root: str
    libraries: tuple[str, ...]
    outer: kernel.Ruleset | None
    program: bytes
    change_user: bool
    capabilities: tuple[int, ...]
    address_space: int
    rlimits: bool = True


def library_roots() -> tuple[str, ...]:
    """The folders that Python, the installed libraries and the system's own are read from."""
    packages = [p for p in sys.path if p.endswith(("site-packages", "dist-packages"))]
    wanted = [*sys.path, *_SYSTEM, *(link for folder in packages for link in _linked(folder))]
    wanted += [os.path.join(prefix, "lib") for prefix in (sys.base_prefix, sys.exec_prefix)]
    existing = {os.path.realpath(path) for path in wanted if path and os.path.exists(path)}
    above = [p for p in existing if not any(p.startswith(o + "/") for o in existing if o != p)]
    return tuple(sorted(above))


def _linked(folder: str) -> Iterator[str]:
    """The packages in `folder` that are links, or made of links (uv's `--link-mode symlink`)."""
    if not os.path.isdir(folder):
        return
    for entry in os.scandir(folder):
        if entry.is_symlink():
            yield entry.path
        elif entry.is_dir():
            with os.scandir(entry.path) as files:
                first = next((file for file in files if file.is_symlink()), None)
            if first is not None:
                yield os.path.dirname(os.path.realpath(first.path))


def secrets(package: str) -> frozenset[str]:
    """What lies in or under the libraries' folders and must not be read: this package."""
    beside = {os.path.join(path, "solutions") for path in [*sys.path, *site.getsitepackages()]}
    beside |= {os.path.join(path, "autograder") for path in sys.path}
    return frozenset(os.path.realpath(path) for path in beside | {package})


def readable(root: str, hidden: frozenset[str]) -> list[tuple[str, int]]:
    """Grants that let everything under `root` be read but what is `hidden`."""
    if root in hidden:
        return []
    if not any(path.startswith(root + "/") for path in hidden if os.path.exists(path)):
        return [(root, _READ)]
    grants = [(root, kernel.READ_DIR)]
    for entry in os.scandir(root):
        target = os.path.realpath(entry.path)
        outside = not target.startswith(root + "/") and not _touches(target, hidden)
        if not entry.is_symlink() or outside:
            grants += readable(target, hidden)
    return grants


def _touches(path: str, hidden: frozenset[str]) -> bool:
    return any((path + "/").startswith(h + "/") or h.startswith(path + "/") for h in hidden)


def others_may_enter(path: str) -> bool:
    """Whether a user without rights of its own can reach `path`."""
    while path != "/":
        if not os.stat(path).st_mode & stat.S_IXOTH and os.path.isdir(path):
            return False
        path = os.path.dirname(path)
    return True


def needed_capabilities(libraries: tuple[str, ...]) -> tuple[int, ...]:
    """What a fork keeps of root: reading, where Python lives in a folder closed to others.

    Without it a lazy import would fail after the change of user. Landlock still says which
    files may be read, so this is only ever kept together with Landlock.
    """
    if all(map(others_may_enter, libraries)):
        return ()
    with open("/proc/self/status", encoding="ascii") as status:
        effective = next(int(line.split()[1], 16) for line in status if line.startswith("CapEff"))
    for capability in (kernel.DAC_READ_SEARCH, kernel.DAC_OVERRIDE):
        if effective >> capability & 1:
            return (capability,)
    return ()


def outer_rules(libraries: tuple[str, ...], scratch_root: str, package: str) -> kernel.Ruleset:
    """The Landlock rules common to all forks: the libraries without this package, and scratch.

    Made once by the forking process. Each fork enforces them, and then a second, short set of
    its own that leaves out the others' scratch folders.
    """
    rules = kernel.Ruleset()
    hidden = secrets(package)
    for root in libraries:
        for path, rights in readable(root, hidden):
            rules.allow(path, rights)
    _allow_devices(rules)
    rules.allow(scratch_root, sum(_SCRATCH))
    return rules


def _allow_devices(rules: kernel.Ruleset) -> None:
    for device in _DEVICES:
        if os.path.exists(device):
            rules.allow(device, _READ | (kernel.WRITE_FILE if device == "/dev/null" else 0))


def make_scratch(plan: Plan, name: str) -> str:
    """A new folder for one fork, under the scratch root."""
    path = os.path.join(plan.scratch_root, name)
    os.mkdir(path, 0o700)
    return path


def lock(plan: Plan, channel: int, scratch: str, parent: int) -> None:
    """Give up everything but `scratch` and `channel`; raises `OSError` if a layer fails.

    The order is part of the protection: each step still may do what a later one takes away.
    """
    # A session of its own, so that it has no terminal and gets no signal that is sent to the
    # grader's process group.
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Before the limit on open files: `closerange` goes up to that limit, and what is open above it
    # would stay open.
    _keep_only(channel, plan.outer)
    if plan.rlimits:
        _limit(plan.limits, plan.address_space)
    user = _FIRST_UID + os.getpid() % _UIDS  # a different one for each fork that is alive
    if plan.change_user:
        # Only root may give the folder away, so before the change of user.
        os.chown(scratch, user, user)
    os.chdir(scratch)
    os.umask(0o077)
    os.environ.update(HOME=scratch, TMPDIR=scratch)
    if plan.change_user:
        _become(user, plan.capabilities)
    if os.getuid() != 0:
        # After the change of user, which disables all capabilities: now those that are needed are
        # enabled again, and the others are given up.
        kernel.set_capabilities(plan.capabilities)
    # After the change of user, which clears both of these. No other process may trace this one or
    # read its memory, and it dies with its parent.
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    # After PDEATHSIG: a parent that died before it was set sends no signal any more.
    if os.getppid() != parent:
        os._exit(1)
    # Landlock and seccomp are open to those without rights only after this.
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    if plan.outer is not None:
        _confine(plan.outer, plan.libraries, scratch)
    # Last: the filter refuses prctl, setresuid, capset and Landlock's calls, which all steps above
    # are made of.
    if plan.program:
        kernel.install_filter(plan.program)


def _become(user: int, capabilities: tuple[int, ...]) -> None:
    """Change from root to `user`, and keep `capabilities` permitted."""
    # Groups, then group, then user: without root's user id the other two cannot be changed any
    # more. The change takes all capabilities away unless KEEPCAPS was set before.
    kernel.prctl(kernel.PR_SET_KEEPCAPS, int(bool(capabilities)))
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    kernel.prctl(kernel.PR_SET_KEEPCAPS, 0)


def _confine(outer: kernel.Ruleset, libraries: tuple[str, ...], scratch: str) -> None:
    """Read no files but the libraries, and write none but those in `scratch`."""
    # This fork's own rules are made while it can still open all folders. Access is granted only
    # where both sets allow it: the common one hides this package, this one the scratch folders of
    # other forks.
    own = kernel.Ruleset()
    for root in libraries:
        own.allow(root, _READ)
    _allow_devices(own)
    own.allow(scratch, sum(_SCRATCH))
    outer.enforce(_RULES)
    own.enforce()


def _keep_only(channel: int, outer: kernel.Ruleset | None) -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    # Duplicates first, because a descriptor may have one of the numbers that are replaced below.
    wanted = [nowhere, nowhere, nowhere, channel, outer.fd if outer else nowhere]
    wanted = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, 16) for descriptor in wanted]
    for number, descriptor in enumerate(wanted):
        os.dup2(descriptor, number)
    os.closerange(_RULES + 1, os.sysconf("SC_OPEN_MAX"))
    if outer is None:
        os.close(_RULES)


def address_space() -> int:
    """Bytes of address space this process has mapped."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()


def _limit(limits: Limits, base: int) -> None:
    scratch = limits.scratch_mb * 2**20
    memory = base + limits.memory_mb * 2**20
    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: int(limits.notebook_seconds) + 5,
        resource.RLIMIT_FSIZE: scratch,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, value in wanted.items():
        hard = resource.getrlimit(what)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        # At a hard limit on processor time the kernel kills, as somebody else would.
        resource.setrlimit(what, (value, hard if what == resource.RLIMIT_CPU else value))
