"""Zip archives whose bytes depend on their content alone."""

import io
import zipfile
from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(files: Mapping[str, bytes], executable: frozenset[str] = frozenset()) -> bytes:
    """`files`, path by path in sorted order; those in `executable` with the bit that says so."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(path, _EPOCH)
            info.create_system = 3  # Unix: the mode below means something
            info.external_attr = (0o755 if path in executable else 0o644) << 16
            archive.writestr(info, files[path], zipfile.ZIP_DEFLATED)
    return packed.getvalue()
