"""The system calls a student's process may make; every other one is refused by the kernel.

A list of what is permitted rather than of what is not, so that a call that a later kernel
invents is refused too. Python, NumPy and Matplotlib need no more than these once loaded.
"""

import ctypes.util
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

PERMITTED = """
read write readv writev pread64 pwrite64 preadv pwritev lseek close close_range
fstat stat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat
getcwd chdir fchdir getdents getdents64 mkdir mkdirat rmdir unlink unlinkat rename renameat
renameat2 ftruncate fsync fdatasync flock fadvise64 dup dup2 dup3 pipe pipe2
mmap munmap mprotect mremap madvise brk msync
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack
pause alarm setitimer getitimer restart_syscall
clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getcpu getrandom
getpid gettid getppid getpgrp getuid geteuid getgid getegid getresuid getresgid getgroups
getrusage getrlimit sysinfo uname umask sched_yield sched_getaffinity
set_robust_list set_tid_address rseq futex arch_prctl membarrier exit exit_group
poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2
wait4 waitid
""".split()  # noqa: SIM905

REFUSED_IN_WORDS = """
clone fork vfork execve execveat kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo
pidfd_open pidfd_send_signal pidfd_getfd ptrace process_vm_readv process_vm_writev
socket socketpair connect bind listen accept accept4 sendto sendmsg sendmmsg recvfrom recvmsg
chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes utimensat futimesat
link linkat symlink symlinkat mknod mknodat truncate setuid setgid setresuid setresgid setreuid
setregid setgroups setrlimit capset prctl seccomp unshare setns mount umount2 pivot_root chroot
sched_setaffinity sched_setscheduler sched_setparam sched_setattr setpriority ioprio_set
shmget semget msgget mq_open memfd_create keyctl add_key request_key bpf perf_event_open
io_uring_setup userfaultfd inotify_add_watch fanotify_init name_to_handle_at open_by_handle_at
""".split()  # noqa: SIM905
"""Refused with "operation not permitted"; what is on neither list "does not exist"."""

_WITHOUT_A_NAME = os.O_TMPFILE & ~os.O_DIRECTORY
_NO_ATTRIBUTES = "listxattr llistxattr flistxattr getxattr lgetxattr fgetxattr".split()  # noqa: SIM905
_FCNTL = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030)
"""Duplicate, descriptor and status flags, locks. Not the owner that signals are sent to."""
_IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
"""Is it a terminal, its size, bytes waiting, non-blocking, close-on-exec."""


@contextmanager
def _known_names() -> Iterator[None]:
    """Spare pyseccomp its search for two libraries, which runs ldconfig: 35 ms.

    Names that do not fit this system are searched for as ever.
    """
    search = ctypes.util.find_library
    usual = {"c": "libc.so.6", "seccomp": "libseccomp.so.2"}

    def find(name: str) -> str | None:
        try:
            ctypes.CDLL(usual[name])
        except (OSError, KeyError):
            return search(name)
        return usual[name]

    ctypes.util.find_library = find
    try:
        yield
    finally:
        ctypes.util.find_library = search


def compiled() -> bytes:
    """The filter as the kernel takes it; raises `ImportError` or `RuntimeError` without seccomp."""
    with _known_names():
        import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ERRNO(errno.ENOSYS))

    def add(action: int, name: str, *conditions: seccomp.Arg) -> None:
        try:
            number = seccomp.resolve_syscall(seccomp.Arch.NATIVE, name)
        except OSError:
            return  # this architecture, or this libseccomp, knows no such call
        if number >= 0:
            rules.add_rule(action, number, *conditions)

    for name in PERMITTED:
        add(seccomp.ALLOW, name)
    for name in REFUSED_IN_WORDS:
        add(seccomp.ERRNO(errno.EPERM), name)
    for name in _NO_ATTRIBUTES:
        add(seccomp.ERRNO(errno.ENOTSUP), name)
    for rule in _by_arguments(seccomp):
        add(*rule)
    descriptor = os.memfd_create("filter", os.MFD_CLOEXEC)
    with os.fdopen(descriptor, "w+b") as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _by_arguments(seccomp: Any) -> Iterator[tuple[Any, ...]]:
    """The rules for calls that are permitted with some arguments: an action, a name, conditions."""
    allow, arg, equal, masked = seccomp.ALLOW, seccomp.Arg, seccomp.EQ, seccomp.MASKED_EQ
    for command in _FCNTL:
        yield allow, "fcntl", arg(1, equal, command)
    for request in _IOCTL:
        yield allow, "ioctl", arg(1, masked, 0xFFFFFFFF, request)
    # A process may read its own limits. If it could set them, it could have itself killed as if by
    # another process, and its submission would be ungraded instead of wrong.
    own = arg(0, masked, 0xFFFFFFFF, 0)
    yield allow, "prlimit64", own, arg(2, equal, 0)
    yield seccomp.ERRNO(errno.EPERM), "prlimit64", own, arg(2, seccomp.NE, 0)
    # Before ABI 3, Landlock allows a process to empty a file while opening it for reading. And a
    # file without a name would be in none of the folders whose size is checked.
    how = os.O_TRUNC | os.O_ACCMODE | _WITHOUT_A_NAME
    writing = (os.O_WRONLY, os.O_RDWR)
    for name, flags in (("open", 1), ("openat", 2)):
        for wanted in (0, *writing, *(os.O_TRUNC | mode for mode in writing)):
            yield allow, name, arg(flags, masked, how, wanted)
