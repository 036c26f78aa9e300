"""This autograder as a wheel, made from its installation: of a release or of a working copy alike.

A wheel is a zip archive with a folder of metadata (PEP 427), so no build tool is needed.
"""

import base64
import hashlib
from importlib.metadata import distribution
from pathlib import Path

import autograder
from autograder.archive import zipped
from autograder.errors import CourseError

DISTRIBUTION = "descent-autograder"


def kit_wheel() -> tuple[str, bytes]:
    """The wheel's file name and its content.

    Raises `CourseError` where the autograder runs without being installed, so that nothing says
    what it needs.
    """
    try:
        installed = distribution(DISTRIBUTION)
    except ModuleNotFoundError as error:
        raise CourseError(f"not installed: pip install {DISTRIBUTION}[grade]") from error
    name = f"{DISTRIBUTION.replace('-', '_')}-{installed.version}"
    metadata = f"{name}.dist-info"
    files = _package() | {
        f"{metadata}/{part}": (installed.read_text(part) or "").encode()
        for part in ("METADATA", "WHEEL", "entry_points.txt")
    }
    record = f"{metadata}/RECORD"
    lines = [f"{path},{_digest(content)},{len(content)}" for path, content in sorted(files.items())]
    files[record] = ("\n".join([*lines, f"{record},,"]) + "\n").encode()
    return f"{name}-py3-none-any.whl", zipped(files)


def _package() -> dict[str, bytes]:
    home = Path(autograder.__file__).parent
    return {
        f"{home.name}/{path.relative_to(home).as_posix()}": path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _digest(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return f"sha256={digest}"
