"""Which edition of the sandbox a process runs: both ends of a channel have to be of the same."""

import hashlib
from pathlib import Path


def edition() -> str:
    """A digest of the sandbox's modules as they stand on disk."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


OF_THIS_PROCESS = edition()
"""The edition of the modules that this process has loaded."""
