"""Before nbgrader is imported: a check that it is installed, and a faster jsonschema.

jsonschema, which nbformat imports, builds a parser of international web addresses wherever the
package for it is installed (Jupyter brings it). That takes longer than all of nbgrader, and no
notebook's schema has such an address. Seen with jsonschema 4.26; a version that builds none is left
as it is.
"""

import importlib
import sys
from importlib.util import find_spec

from autograder.errors import UsageError

_PARSER = "rfc3987_syntax"

if find_spec("nbgrader") is None:
    raise UsageError(
        "the gradebook needs nbgrader, which is not installed here: "
        "pip install 'descent-autograder[grade]'. Without it there are "
        "`autograder grade --no-gradebook --json FILE` and `autograder export --grades FILE`"
    )

if _PARSER not in sys.modules:
    sys.modules[_PARSER] = None  # type: ignore[assignment]  # what Python calls "not installed"
    try:
        importlib.import_module("jsonschema")
    finally:
        del sys.modules[_PARSER]
