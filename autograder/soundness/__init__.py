"""Whether a declaration, its reference solution and its notebook fit together.

Everything is looked at before anybody is graded: what is declared (`declared`), the answers on
many seeds (`agreement`), the mistakes (`mistaken`), and the notebook and the files that students
get (`source_notebook`). What is found is a `Flaw`: where, what, and what to do.
"""

from autograder.soundness.examining import flaws
from autograder.soundness.flaw import Flaw

__all__ = ["Flaw", "flaws"]
