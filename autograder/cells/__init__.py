"""What a notebook's cells call: checks, previews, and tables beside the handout's.

Imported in a student's kernel, so it needs NumPy, SymPy and Matplotlib only and imports the
latter two when they are used.
"""

from autograder.cells.beside import beside_the_handout
from autograder.cells.check_cell import check
from autograder.cells.previews import preview
from autograder.cells.tables import Table, table

__all__ = ["Table", "beside_the_handout", "check", "preview", "table"]
