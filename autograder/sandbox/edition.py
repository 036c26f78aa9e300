"""Which edition of the sandbox a process runs: both ends of a channel have to be of the same."""

from pathlib import Path

from autograder.files import digest_of_files

_HERE = Path(__file__).parent

OF_THIS_PROCESS = digest_of_files(sorted(_HERE.rglob("*.py")), _HERE)
"""A digest of the sandbox's modules that this process has loaded, as they stood on disk."""
