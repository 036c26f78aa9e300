"""A course on regression by gradient descent, and the autograder that marks it.

`check`, `preview`, `table` and `beside_the_handout` are what notebooks import. They load on first
use, so that `import autograder` itself stays cheap.
"""

import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.cells import beside_the_handout, check, preview, table

__all__ = ["beside_the_handout", "check", "preview", "table"]
__version__ = "0.1.0"

# Of a text such as "\eta" Python 3.12 warns whenever it is read, and cannot say whose text it is.
warnings.filterwarnings("ignore", category=SyntaxWarning, module=r"<unknown>$|cell$")


def __getattr__(name: str) -> object:
    if name in __all__:
        from autograder import cells

        return getattr(cells, name)
    raise AttributeError(f"module 'autograder' has no attribute {name!r}")
