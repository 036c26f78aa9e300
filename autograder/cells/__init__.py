"""What a notebook's cells call: checks, previews, and tables beside the handout's.

Imported in a student's kernel, so it needs NumPy, SymPy and Matplotlib only and imports the
latter two when they are used.
"""

from autograder.cells.check import check
from autograder.cells.preview import preview
from autograder.cells.table import Table, table

__all__ = ["Table", "check", "preview", "table"]
