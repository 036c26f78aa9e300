"""Before nbgrader is imported: a check that it is installed, and a faster jsonschema.

jsonschema, which nbformat imports, loads what checks web addresses and lengths of time wherever
the packages for these are installed (Jupyter brings them). The first builds a parser, which takes
longer than all of nbgrader; and no notebook's schema has one of either. Seen with jsonschema 4.26;
a version that loads none of them is left as it is.
"""

import importlib
import sys
from importlib.util import find_spec

from autograder.errors import UsageError

_NOT_NEEDED = ("rfc3987_syntax", "isoduration")

if find_spec("nbgrader") is None:
    raise UsageError(
        "the gradebook needs nbgrader, which is not installed here: "
        "pip install 'descent-autograder[grade]'. Without it there are "
        "`autograder grade --no-gradebook --json FILE` and `autograder export --grades FILE`"
    )

_left_out = [name for name in _NOT_NEEDED if name not in sys.modules]
sys.modules.update(dict.fromkeys(_left_out))  # type: ignore[arg-type]  # None: "not installed"
try:
    importlib.import_module("jsonschema")
finally:
    for _name in _left_out:
        del sys.modules[_name]
