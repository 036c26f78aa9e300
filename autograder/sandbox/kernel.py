"""The few system calls that Python's own library lacks, by ctypes.

prctl, capset and the three calls of Landlock. Each raises `OSError` where the kernel says no.
"""

import ctypes
import os
import struct
from collections.abc import Iterable

_libc = ctypes.CDLL(None, use_errno=True)

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_SET_SECCOMP = 22
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def prctl(option: int, value: int = 0, further: int = 0) -> int:
    """prctl(2) with up to two values and the rest zero."""
    zero = ctypes.c_ulong(0)
    values = ctypes.c_ulong(value), ctypes.c_ulong(further)
    result = _libc.prctl(option, *values, zero, zero)
    return _checked(result, f"prctl({option})")


def install_filter(program: bytes) -> None:
    """Bind this thread and its descendants to a compiled seccomp program."""

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))

    struct_ = Program(len(program) // 8, program)
    mode_filter = ctypes.c_ulong(2)
    result = _libc.prctl(PR_SET_SECCOMP, mode_filter, ctypes.byref(struct_), None, None)
    _checked(result, "seccomp")


DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2


def set_capabilities(numbers: Iterable[int], *, inheritable: bool = False) -> None:
    """Keep only these capabilities, permitted and effective; capset(2), version 3."""
    low = sum(1 << number for number in numbers)
    header = struct.pack("=Ii", 0x20080522, 0)
    data = struct.pack("=6I", low, low, low if inheritable else 0, 0, 0, 0)
    _checked(_libc.capset(header, data), "capset")


# Landlock. The numbers of the calls are the same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446

READ_FILE, READ_DIR = 1 << 2, 1 << 3
WRITE_FILE, REMOVE_DIR, REMOVE_FILE = 1 << 1, 1 << 4, 1 << 5
MAKE_DIR, MAKE_REG, TRUNCATE = 1 << 7, 1 << 8, 1 << 14
_FILE_RIGHTS = 1 | WRITE_FILE | READ_FILE | TRUNCATE
_RIGHTS_OF_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_RIGHTS_FROM_ABI_5 = (1 << 16) - 1


def landlock_abi() -> int:
    """The version of Landlock this kernel speaks; 0 where there is none."""
    version = _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    return max(0, int(version))


class Ruleset:
    """A set of grants of file access; everything not granted is denied once it is enforced.

    TCP is denied too from ABI 4 on, and signals and abstract sockets to processes outside from
    ABI 6 on. `abi` is the newest version to make use of.
    """

    def __init__(self, abi: int = 99) -> None:
        abi = min(abi, landlock_abi())
        self.rights = _RIGHTS_OF_ABI.get(abi, _RIGHTS_FROM_ABI_5)
        fields = [self.rights]
        if abi >= 4:
            fields.append(0b11)
        if abi >= 6:
            fields.append(0b11)
        packed = struct.pack(f"={len(fields)}Q", *fields)
        self.fd = self._call(_CREATE_RULESET, packed, ctypes.c_size_t(len(packed)), 0)

    def allow(self, path: str, rights: int) -> None:
        """Grant `rights` on `path` and beneath it."""
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            rights &= self.rights
            if not os.path.isdir(path):
                rights &= _FILE_RIGHTS
            rule = struct.pack("=Qi", rights, descriptor)
            self._call(_ADD_RULE, ctypes.c_int(self.fd), ctypes.c_int(1), rule, 0)
        finally:
            os.close(descriptor)

    def enforce(self, descriptor: int | None = None) -> None:
        """Bind this thread and its descendants for good, and close the set.

        `descriptor` is where the set is now, if it was moved from `fd`.
        """
        descriptor = self.fd if descriptor is None else descriptor
        self._call(_RESTRICT_SELF, ctypes.c_int(descriptor), ctypes.c_uint32(0))
        os.close(descriptor)

    @staticmethod
    def _call(number: int, *args: object) -> int:
        return _checked(_libc.syscall(number, *args), "Landlock")


def children_of(pid: int) -> list[int]:
    """The processes whose parent is `pid`."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
        return [int(child) for child in children.read().split()]
