"""Imports jsonschema without the slowest thing it can find.

jsonschema, which nbformat imports, builds a parser of international web addresses wherever the
package for it is installed (Jupyter brings it). That takes longer than all of nbgrader, and no
notebook's schema has such an address. To be imported before nbgrader.
"""

import importlib
import sys

_PARSER = "rfc3987_syntax"

if _PARSER not in sys.modules:
    sys.modules[_PARSER] = None  # type: ignore[assignment]  # what Python calls "not installed"
    try:
        importlib.import_module("jsonschema")
    finally:
        del sys.modules[_PARSER]
