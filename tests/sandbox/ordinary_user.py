"""Run a command as an ordinary user when the tests run as root: `python ordinary_user.py CMD …`.

The user has no rights but one: reading where Python itself lies, which may be root's home.
"""

from __future__ import annotations

import os
import sys
import tempfile

from autograder.sandbox import kernel

USER = 64_999
_PR_CAP_AMBIENT, _RAISE = 47, 2


def become_ordinary() -> None:
    """Give up being root for good."""
    kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)
    kernel.set_capabilities([kernel.DAC_READ_SEARCH], inheritable=True)
    kernel.prctl(_PR_CAP_AMBIENT, _RAISE, kernel.DAC_READ_SEARCH)
    os.environ["HOME"] = tempfile.mkdtemp(prefix="ordinary-")


if __name__ == "__main__":
    if os.getuid() == 0:
        become_ordinary()
    os.execvp(sys.argv[1], sys.argv[1:])
